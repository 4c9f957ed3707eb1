import type { ProcessFile } from '@weft/process';
import { describe, expect, it } from 'vitest';
import { createEditorStore, perform, redo, undo } from './editor-store.ts';
import { addStepAfter, freePort, placeAfter } from './gestures.ts';

const blank: ProcessFile = { formatVersion: 1, name: 'Test', steps: {}, links: [] };
const open = () => createEditorStore({ id: 'test', draft: blank, revision: 1 });

describe('the editor', () => {
  it('adds a step after another one, linked, and takes both back as one change', () => {
    const store = open();
    perform(store, { kind: 'addStep', type: 'http-endpoint', position: { x: 0, y: 0 } }, { selectAdded: true });
    addStepAfter(store, 'http-endpoint', 'map');
    expect(store.getState().file.links).toEqual([{ from: { step: 'http-endpoint', port: 'out' }, to: 'map' }]);
    expect(store.getState().selection).toEqual(['map']);
    undo(store);
    expect(Object.keys(store.getState().file.steps)).toEqual(['http-endpoint']);
    expect(store.getState().file.links).toEqual([]);
    redo(store);
    expect(store.getState().file.links).toHaveLength(1);
  });

  it('undoes everything back to the very file it began with', () => {
    const store = open();
    perform(store, { kind: 'addStep', type: 'branch', position: { x: 0, y: 0 } });
    perform(store, { kind: 'renameStep', id: 'branch', title: 'Split' });
    perform(store, { kind: 'removeSteps', ids: ['branch'] });
    for (let n = 0; n < 3; n += 1) undo(store);
    expect(store.getState().file).toEqual(blank);
    expect(store.getState().history.undo).toEqual([]);
  });

  it('says why a command cannot be applied and changes nothing', () => {
    const store = open();
    const { refusal } = perform(store, { kind: 'removeSteps', ids: ['nobody'] });
    expect(refusal).toContain('nobody');
    expect(store.getState().file).toBe(blank);
  });

  it('links from the first port that is free, and puts new steps where nothing stands', () => {
    const store = open();
    perform(store, { kind: 'addStep', type: 'branch', position: { x: 0, y: 0 } });
    expect(freePort(store, 'branch')).toBe('path1');
    addStepAfter(store, 'branch', 'map');
    expect(freePort(store, 'branch')).toBe('path2');
    const place = placeAfter(store, 'branch');
    expect(place).not.toEqual(store.getState().file.steps['map']?.position);
  });
});
