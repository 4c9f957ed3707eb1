import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleCatalog } from '../../test/sample-catalog.ts';
import { aChain, aLink, aMashup, aProcess, aStep } from '../../test/sample-process.ts';
import { compileProcess } from '../compile/compile-process.ts';
import type { ProcessFile } from '../document/process-file.ts';
import { readProcessFile } from '../document/read-process-file.ts';
import { applyCommand } from './apply-command.ts';
import type { Command } from './command.ts';
import { newStepId } from './new-step-id.ts';
import { fragmentOf } from './paste-steps.ts';

const apply = (file: ProcessFile, command: Command) => applyCommand(file, command, sampleCatalog);
const refused = expect.objectContaining({ code: 'REQUEST_INVALID' });

/** Commands that mostly fit a file of {@link aMashup}'s kind; those that do not are refused, which is fine too. */
function anyCommand(): fc.Arbitrary<Command> {
  const id = fc.constantFrom('begin', 'fork', 'read-left', 'right', 'meet', 'answer', 'change', 'change-2', 'fresh', 'ghost');
  const type = fc.constantFrom('begin', 'change', 'route', 'fork', 'meet', 'answer', 'magic');
  const port = fc.constantFrom('out', 'a', 'b', 'yes');
  const link = fc.nat(8);
  const position = fc.record({ x: fc.integer(), y: fc.integer() });
  const text = fc.option(fc.string(), { nil: undefined });
  const name = fc.option(fc.constantFrom('left', 'right'), { nil: undefined });
  const config = fc.dictionary(fc.constantFrom('text', 'path'), fc.string());
  const fresh = { type, position, id: fc.option(id, { nil: undefined }), config: fc.option(config, { nil: undefined }) };
  const fragment = fc.subarray(Object.keys(aMashup().steps)).map((ids) => fragmentOf(aMashup(), ids));
  const simple = fc.oneof(
    fc.record({ kind: fc.constant('addStep' as const), ...fresh, title: text }),
    fc.record({ kind: fc.constant('removeSteps' as const), ids: fc.uniqueArray(id, { maxLength: 3 }) }),
    fc.record({ kind: fc.constant('moveSteps' as const), positions: fc.dictionary(id, position) }),
    fc.record({ kind: fc.constant('connectSteps' as const), from: fc.record({ step: id, port }), to: id, name }),
    fc.record({ kind: fc.constant('removeLinks' as const), links: fc.array(link, { maxLength: 3 }) }),
    fc.record({
      kind: fc.constant('updateConfig' as const),
      id,
      config,
      version: fc.option(fc.integer({ min: 1, max: 2 }), { nil: undefined }),
    }),
    fc.record({ kind: fc.constant('renameStep' as const), id, title: text }),
    fc.record({ kind: fc.constant('setNote' as const), id, note: text }),
    fc.record({ kind: fc.constant('renameStepId' as const), from: id, to: id }),
    fc.record({ kind: fc.constant('setLinkName' as const), link, name }),
    fc.record({ kind: fc.constant('insertStepOnLink' as const), link, ...fresh }),
    fc.record({ kind: fc.constant('pasteSteps' as const), fragment, offset: position }),
    fc.record({ kind: fc.constant('setProcessDetails' as const), name: fc.string({ minLength: 1 }), description: text }),
    fc.record({
      kind: fc.constant('restore' as const),
      steps: fc.dictionary(id, fc.constant(aStep('change')), { maxKeys: 2 }),
      links: fc.array(fc.record({ index: fc.nat(12), link: fc.constantFrom(aLink('begin → meet'), aLink('change → ghost')) }), {
        maxLength: 3,
      }),
    }),
  );
  return fc.oneof(
    simple,
    fc.record({ kind: fc.constant('composite' as const), commands: fc.array(simple, { maxLength: 3 }) }),
  ) as fc.Arbitrary<Command>;
}

/** Applies what can be applied; gives the last file and the inverses, latest first. */
function applied(from: ProcessFile, commands: readonly Command[]): { file: ProcessFile; inverses: Command[] } {
  let file = from;
  const inverses: Command[] = [];
  for (const command of commands) {
    try {
      const result = apply(file, command);
      file = result.file;
      inverses.unshift(result.inverse);
    } catch (error) {
      expect(error).toEqual(refused);
    }
  }
  return { file, inverses };
}

describe('commands', () => {
  it('undone in reverse give the same file again, whatever they were, also after a trip through JSON', () => {
    fc.assert(
      fc.property(fc.array(anyCommand(), { maxLength: 12 }), (commands) => {
        const before = aMashup();
        const { file, inverses } = applied(before, commands);
        const undone = inverses.reduce((at, inverse) => apply(at, JSON.parse(JSON.stringify(inverse))).file, file);
        expect(undone).toStrictEqual(aMashup());
        expect(before).toStrictEqual(aMashup());
      }),
      { numRuns: 1_000 },
    );
  });

  it('undone and done again give the file after them', () => {
    fc.assert(
      fc.property(fc.array(anyCommand(), { maxLength: 8 }), (commands) => {
        const { file, inverses } = applied(aMashup(), commands);
        const undone = applied(file, inverses);
        expect(undone.inverses).toHaveLength(inverses.length);
        expect(undone.inverses.reduce((at, redo) => apply(at, redo).file, undone.file)).toStrictEqual(file);
      }),
      { numRuns: 1_000 },
    );
  });

  it('leave a file that can be written and read', () => {
    fc.assert(
      fc.property(fc.array(anyCommand(), { maxLength: 6 }), (commands) => {
        const { file } = applied(aMashup(), commands);
        expect(readProcessFile(JSON.parse(JSON.stringify(file)))).toEqual(JSON.parse(JSON.stringify(file)));
      }),
    );
  });

  it('that move boxes never change the plan', () => {
    const { hash } = compileProcess(aMashup(), sampleCatalog);
    const positions = fc.dictionary(fc.constantFrom(...Object.keys(aMashup().steps)), fc.record({ x: fc.integer(), y: fc.integer() }));
    fc.assert(
      fc.property(positions, (to) => {
        expect(compileProcess(apply(aMashup(), { kind: 'moveSteps', positions: to }).file, sampleCatalog).hash).toBe(hash);
      }),
    );
  });
});

describe('each command', () => {
  it('addStep begins with what its type begins with, under a readable id', () => {
    const { file, added } = apply(aProcess({ change: aStep('change') }), { kind: 'addStep', type: 'change', position: { x: 1, y: 2 } });
    expect(added).toEqual(['change-2']);
    expect(file.steps['change-2']).toEqual({ type: 'change', version: 2, config: { text: '' }, position: { x: 1, y: 2 } });
  });

  it('removeSteps takes the links along', () => {
    const { file } = apply(aMashup(), { kind: 'removeSteps', ids: ['fork'] });
    expect(file.links.map(({ to }) => to)).toEqual(['meet', 'meet', 'answer']);
  });

  it('renameStepId rewrites the links', () => {
    const { file } = apply(aMashup(), { kind: 'renameStepId', from: 'fork', to: 'split' });
    expect(Object.keys(file.steps)).toEqual(['begin', 'split', 'read-left', 'right', 'meet', 'answer']);
    expect(file.links.slice(0, 2)).toEqual([aLink('begin → split'), aLink('split.a → read-left')]);
  });

  it('insertStepOnLink keeps the name of the path at its end', () => {
    const { file, added } = apply(aMashup(), { kind: 'insertStepOnLink', link: 4, type: 'change' });
    expect(added).toEqual(['change']);
    expect(file.links.slice(4, 6)).toEqual([aLink('right → change'), aLink('change → meet as other')]);
  });

  it('pasteSteps gives new ids, moves the copies and links them among themselves', () => {
    const file = aMashup();
    const fragment = fragmentOf(file, ['fork', 'right', 'ghost']);
    const pasted = apply(file, { kind: 'pasteSteps', fragment, offset: { x: 10, y: 20 } });
    expect(pasted.added).toEqual(['fork-2', 'right-2']);
    expect(pasted.file.steps['right-2']).toEqual({ ...file.steps['right'], position: { x: 10, y: 20 } });
    expect(pasted.file.links.slice(file.links.length)).toEqual([aLink('fork-2.b → right-2')]);
  });

  it.each<[string, Command]>([
    ['a command that is none', JSON.parse('{"kind": "toString"}')],
    ['a link put back at no place', { kind: 'restore', steps: {}, links: [{ index: -1, link: aLink('begin → meet') }] }],
    ['an unknown type', { kind: 'addStep', type: 'magic' }],
    ['an id that is taken', { kind: 'addStep', type: 'change', id: 'fork' }],
    ['an id that is none', { kind: 'addStep', type: 'change', id: 'Not One' }],
    ['an id that every object has', { kind: 'addStep', type: 'change', id: 'constructor' }],
    ['a step that is not there', { kind: 'removeSteps', ids: ['toString'] }],
    ['a link that is not there', { kind: 'removeLinks', links: [99] }],
    ['a link that is there already', { kind: 'connectSteps', from: { step: 'begin', port: 'out' }, to: 'fork' }],
    ['a link to nowhere', { kind: 'connectSteps', from: { step: 'begin', port: 'out' }, to: 'ghost' }],
    ['a rename onto another step', { kind: 'renameStepId', from: 'fork', to: 'meet' }],
    ['a start in the middle', { kind: 'insertStepOnLink', link: 0, type: 'begin' }],
    [
      'a composite of which one part is refused',
      {
        kind: 'composite',
        commands: [
          { kind: 'renameStep', id: 'fork' },
          { kind: 'renameStep', id: 'ghost' },
        ],
      },
    ],
  ])('refuses %s', (_, command) => {
    expect(() => apply(aMashup(), command)).toThrow(refused);
  });
});

describe('the limit of 1,000 steps', () => {
  const full = aChain(1_000);

  it('holds for every command that adds', () => {
    const fragment = fragmentOf(full, ['change-1']);
    expect(() => apply(full, { kind: 'addStep', type: 'change' })).toThrow(refused);
    expect(() => apply(full, { kind: 'insertStepOnLink', link: 0, type: 'change' })).toThrow(refused);
    expect(() => apply(full, { kind: 'pasteSteps', fragment, offset: { x: 0, y: 0 } })).toThrow(refused);
  });

  it('leaves a full process free to change', () => {
    expect(Object.keys(apply(full, { kind: 'renameStepId', from: 'change-1', to: 'renamed' }).file.steps)).toHaveLength(1_000);
  });
});

describe('newStepId', () => {
  it('makes readable ids that are free, of dangling links too', () => {
    expect(newStepId(aProcess({}), 'http-client')).toBe('http-client');
    expect(newStepId(aProcess({ 'http-client': aStep('change') }), 'http-client')).toBe('http-client-2');
    expect(newStepId(aProcess({}, ['a → http-client']), 'http-client')).toBe('http-client-2');
    expect(newStepId(aProcess({}), '9 Ünsafe Näme!')).toMatch(/^[a-z][a-z0-9-]*$/);
  });
});
