import { describe, expect, it } from 'vitest';
import { emptyHistory, remember } from './history.ts';

const retitle = (title: string) => ({ kind: 'renameStep', id: 'map', title }) as const;

describe('the history of the editor', () => {
  it('undoes typing in one field as one change, back to before its first letter', () => {
    const one = remember(emptyHistory, { command: retitle('before'), key: 'title:map', at: 0 });
    const two = remember(one, { command: retitle('before + a'), key: 'title:map', at: 400 });
    expect(two.undo.map((entry) => entry.command)).toEqual([retitle('before')]);
  });

  it('keeps changes apart that are of different fields or far apart in time', () => {
    const one = remember(emptyHistory, { command: retitle('a'), key: 'title:map', at: 0 });
    const two = remember(one, { command: retitle('b'), key: 'note:map', at: 10 });
    const three = remember(two, { command: retitle('c'), key: 'note:map', at: 60_000 });
    expect(three.undo).toHaveLength(3);
  });

  it('forgets what could be done again once something new is done', () => {
    const history = { undo: [], redo: [{ command: retitle('a'), key: undefined, at: 0 }] };
    expect(remember(history, { command: retitle('b'), key: undefined, at: 1 }).redo).toEqual([]);
  });
});
