import type { ProcessFile } from '@weft/process';
import { describe, expect, it } from 'vitest';
import { createEditorStore, undo } from './editor-store.ts';
import { insertOnLink } from './gestures.ts';
import { cardSize, gap } from './layout.ts';
import { placesOnLink } from './make-room.ts';

const step = (x: number, y = 0) => ({ type: 'map', version: 1, config: {}, position: { x, y } });
const row = (second: number): ProcessFile => ({
  formatVersion: 1,
  name: 'Row',
  steps: { a: step(0), b: step(second), c: step(second + 240), above: step(0, -200) },
  links: [
    { from: { step: 'a', port: 'out' }, to: 'b' },
    { from: { step: 'b', port: 'out' }, to: 'c' },
  ],
});

describe('a step that is put onto a link', () => {
  it('moves what is right of a short link aside, by as much as is missing', () => {
    const { place, moved } = placesOnLink(row(240), 0, { x: 120, y: 8 });
    expect(place).toEqual({ x: 240, y: 0 });
    expect(moved).toEqual({ b: { x: 480, y: 0 }, c: { x: 720, y: 0 } });
    expect(480 - place.x).toBe(cardSize.width + gap.along);
  });

  it('moves nothing where the link is long enough', () => {
    expect(placesOnLink(row(600), 0, { x: 304, y: 8 })).toEqual({ place: { x: 304, y: 8 }, moved: {} });
  });

  it('is taken back together with the moves', () => {
    const file = row(240);
    const store = createEditorStore({ id: 'test', draft: file, revision: 1 });
    insertOnLink(store, 0, 'log', { x: 120, y: 0 });
    expect(store.getState().file.steps['c']?.position.x).toBe(720);
    expect(store.getState().file.links).toHaveLength(3);
    undo(store);
    expect(store.getState().file).toEqual(file);
  });
});
