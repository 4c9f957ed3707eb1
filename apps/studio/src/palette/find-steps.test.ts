import { describe, expect, it } from 'vitest';
import { stepCatalog } from '../editor/step-catalog.ts';
import { findSteps } from './find-steps.ts';

const firstFor = (search: string) => findSteps(stepCatalog, search)[0]?.entries[0]?.definition.type;

describe('searching the palette', () => {
  it('puts a step whose title begins with the text before those that only mention it', () => {
    expect(firstFor('reply')).toBe('reply');
    expect(firstFor('map')).toBe('map');
  });

  it('finds a step by what other products call it', () => {
    expect(firstFor('webhook')).toBe('http-endpoint');
  });

  it('leaves start steps out where a step is added after another', () => {
    const types = findSteps(stepCatalog, '', { withStarts: false }).flatMap(({ entries }) =>
      entries.map(({ definition }) => definition.role),
    );
    expect(types).not.toContain('start');
  });

  it('shows nothing where nothing fits', () => {
    expect(findSteps(stepCatalog, 'no such thing')).toEqual([]);
  });
});
