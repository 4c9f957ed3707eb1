import { describe, expect, it } from 'vitest';
import { stepCatalog } from '../editor/step-catalog.ts';
import { bySystem } from './by-system.ts';
import { findSteps } from './find-steps.ts';

const connectors = findSteps(stepCatalog, '').find(({ category }) => category === 'connectors')?.entries ?? [];
const shown = bySystem(connectors, stepCatalog);

describe('the connectors in the palette', () => {
  it('are put together by the system that they reach', () => {
    const systems = shown.flatMap((item) => ('id' in item ? [item] : []));
    const ftp = systems.find(({ id }) => id === 'ftp');
    expect(ftp?.title).toBe('FTP server');
    expect(ftp?.entries.map(({ definition }) => definition.type)).toContain('ftp-get');
  });

  it('stay alone where there is one of its kind', () => {
    expect(shown.find((item) => 'definition' in item && item.definition.type === 'http-client')).toBeDefined();
  });

  it('are all there, once', () => {
    const types = shown.flatMap((item) => ('id' in item ? item.entries : [item])).map(({ definition }) => definition.type);
    expect(types.sort()).toEqual(connectors.map(({ definition }) => definition.type).sort());
  });
});
