import type { ProcessFile } from '@weft/process';
import { describe, expect, it } from 'vitest';
import { neighbourOf } from './walk.ts';

const step = (x: number, y: number) => ({ type: 'map', version: 1, config: {}, position: { x, y } });
const file: ProcessFile = {
  formatVersion: 1,
  name: 'Walk',
  steps: { start: step(0, 100), upper: step(300, 0), lower: step(300, 200), end: step(600, 100) },
  links: [
    { from: { step: 'start', port: 'out' }, to: 'lower' },
    { from: { step: 'start', port: 'out' }, to: 'upper' },
    { from: { step: 'upper', port: 'out' }, to: 'end' },
    { from: { step: 'lower', port: 'out' }, to: 'end' },
  ],
};

describe('arrow keys on the canvas', () => {
  it('lead along the links, to the topmost where there are several', () => {
    expect(neighbourOf(file, 'start', 'right')).toBe('upper');
    expect(neighbourOf(file, 'end', 'left')).toBe('upper');
  });

  it('lead to the step straight above or below', () => {
    expect(neighbourOf(file, 'upper', 'down')).toBe('lower');
    expect(neighbourOf(file, 'lower', 'up')).toBe('upper');
  });

  it('lead nowhere at the ends', () => {
    expect(neighbourOf(file, 'start', 'left')).toBeUndefined();
    expect(neighbourOf(file, 'upper', 'up')).toBeUndefined();
  });
});
