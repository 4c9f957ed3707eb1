import type { ProcessFile } from '@weft/process';
import { describe, expect, it } from 'vitest';
import { cardSize, gap, tidyPositions } from './layout.ts';

const position = { x: 0, y: 0 };
const step = (type: string, config: Record<string, unknown> = {}) => ({ type, version: 1, config, position });
const file: ProcessFile = {
  formatVersion: 1,
  name: 'Fork',
  // The order in the file is not that of the ports.
  steps: {
    after: step('log'),
    before: step('log'),
    fork: step('branch', {
      paths: [
        { id: 'one', title: 'One' },
        { id: 'two', title: 'Two' },
      ],
      order: 'parallel',
    }),
    lower: step('map'),
    together: step('join'),
    upper: step('map'),
  },
  links: [
    { from: { step: 'before', port: 'out' }, to: 'fork' },
    { from: { step: 'fork', port: 'one' }, to: 'upper' },
    { from: { step: 'fork', port: 'two' }, to: 'lower' },
    { from: { step: 'lower', port: 'out' }, to: 'together' },
    { from: { step: 'upper', port: 'out' }, to: 'together' },
    { from: { step: 'together', port: 'out' }, to: 'after' },
  ],
};

describe('tidying up', () => {
  const places = tidyPositions(file);
  const at = (id: string) => places[id] ?? position;

  it('keeps what follows a step close behind it', () => {
    expect(at('fork').x - at('before').x).toBe(cardSize.width + gap.along);
  });

  it('leaves room for the name of a path on a link into a join', () => {
    expect(at('together').x - at('upper').x).toBeGreaterThan(cardSize.width + gap.along);
  });

  it('puts what follows the ports of a step in the order of the ports', () => {
    expect(at('lower').y - at('upper').y).toBeGreaterThanOrEqual(cardSize.height + gap.across);
  });

  it('puts the heads of a row in line', () => {
    expect(new Set(['before', 'fork', 'together', 'after'].map((id) => at(id).y)).size).toBe(1);
  });

  it('begins the ways out of a step in one column, however long they are', () => {
    const steps = { ...file.steps, further: step('log'), still: step('log') };
    const links = file.links.map((link) => (link.from.step === 'upper' ? { ...link, to: 'further' } : link));
    links.push({ from: { step: 'further', port: 'out' }, to: 'still' }, { from: { step: 'still', port: 'out' }, to: 'together' });
    const placed = tidyPositions({ ...file, steps, links });
    expect(placed['lower']?.x).toBe(placed['upper']?.x);
  });
});
