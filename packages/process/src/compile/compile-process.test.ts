import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleCatalog } from '../../test/sample-catalog.ts';
import { aChain, aMashup, aProcess, aStep } from '../../test/sample-process.ts';
import type { ProcessFile } from '../document/process-file.ts';
import { canonicalHash } from './canonical-hash.ts';
import { compileProcess } from './compile-process.ts';
import { outputsOf } from './outputs-of.ts';
import { routesOf } from './routes-of.ts';

const compile = (file: ProcessFile) => compileProcess(file, sampleCatalog);
const begin = aStep('begin');
const change = aStep('change');
const answer = aStep('answer');

describe('compileProcess', () => {
  it('gives each step its role, its parsed config and its links by port', () => {
    const { start, steps } = compile(aMashup());
    expect(start).toBe('begin');
    expect(steps['answer']).toEqual({
      id: 'answer',
      type: 'answer',
      title: 'Answer',
      role: 'step',
      effect: 'none',
      config: { status: 200 },
      outputs: { out: [] },
      forks: [],
    });
    expect(steps['fork']).toMatchObject({
      role: 'branch',
      branch: { order: 'parallel' },
      outputs: { a: [{ to: 'read-left' }], b: [{ to: 'right' }], c: [] },
    });
  });

  it('gives a join its fork, and its paths names that are identifiers', () => {
    const { steps } = compile(aMashup());
    expect(steps['meet']?.join).toEqual({ mode: 'all', fork: 'fork', paths: ['readLeft', 'other'] });
    expect(steps['fork']?.forks).toEqual(['meet']);
    expect(steps['read-left']?.outputs).toEqual({ out: [{ to: 'meet', path: 'readLeft' }] });
  });

  it('finds the nearest step that all paths of a join pass through', () => {
    const meet = aStep('meet');
    const { steps } = compile(
      aProcess({ begin, outer: aStep('fork'), inner: aStep('fork'), x: change, y: change, z: change, first: meet, last: meet, answer }, [
        'begin → outer',
        'outer.a → inner',
        'inner.a → x',
        'inner.b → y',
        'x → first',
        'y → first',
        'first → last',
        'outer.b → z',
        'z → last',
        'last → answer',
      ]),
    );
    expect(steps['first']?.join?.fork).toBe('inner');
    expect(steps['last']?.join?.fork).toBe('outer');
    expect(steps['outer']?.forks).toEqual(['last']);
  });

  it('finds the fork of paths that cross', () => {
    const meet = aStep('meet');
    const links = ['begin → f', 'f.a → x', 'f.b → y', 'x → one', 'y → one', 'x → two', 'y → two', 'one → answer', 'two → answer'];
    const { steps } = compile(aProcess({ begin, f: aStep('fork'), x: change, y: change, one: meet, two: meet, answer }, links));
    expect([steps['one']?.join?.fork, steps['two']?.join?.fork, steps['f']?.forks]).toEqual(['f', 'f', ['one', 'two']]);
  });

  it('takes a step whose own ports meet again for the fork', () => {
    const links = ['begin → r', 'r.yes → m as yes', 'r.no → m as no', 'm → answer'];
    const { steps } = compile(aProcess({ begin, r: aStep('route'), m: aStep('meet'), answer }, links));
    expect(steps['m']?.join).toMatchObject({ fork: 'r', paths: ['yes', 'no'] });
  });

  it('leaves out what no document can reach', () => {
    const meet = aStep('meet');
    const links = ['begin → f', 'f.a → m as a', 'f.b → m as b', 'lost → m', 'm → answer'];
    const { steps } = compile(aProcess({ begin, f: aStep('fork'), lost: change, m: meet, answer }, links));
    expect(Object.keys(steps)).not.toContain('lost');
    expect(steps['m']?.join?.paths).toEqual(['a', 'b']);
  });

  it('upgrades older configs', () => {
    const older = aStep('change', { value: 'old' }, { version: 1 });
    const { steps } = compile(aProcess({ begin, a: older, answer }, ['begin → a', 'a → answer']));
    expect(steps['a']?.config).toEqual({ text: 'old', fields: [], only: '' });
  });

  it('refuses a process with errors, and hands on all of them', () => {
    const file = aProcess({ begin, a: aStep('change', {}), answer }, ['begin → a', 'begin → ghost']);
    expect(() => compile(file)).toThrow(
      expect.objectContaining({
        code: 'PROCESS_INVALID',
        message: expect.stringContaining('There is 1 more problem'),
        problems: [expect.objectContaining({ code: 'CONFIG_INVALID' }), expect.objectContaining({ code: 'LINK_STEP_UNKNOWN' })],
      }),
    );
  });

  it('compiles a chain of 1,000 steps', () => {
    expect(Object.keys(compile(aChain(1_000)).steps)).toHaveLength(1_000);
  });
});

describe('the hash of a plan', () => {
  const { hash } = compile(aMashup());

  it('stays when boxes move, notes and titles change, and keys come in another order', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), fc.string({ maxLength: 20 }), (x, y, text) => {
        const { steps, ...rest } = aMashup();
        const moved = Object.entries(steps).map(([id, step]) => [id, { ...step, position: { x, y }, note: text, title: text }] as const);
        expect(compile({ ...rest, name: text, steps: Object.fromEntries(moved.reverse()) }).hash).toBe(hash);
      }),
    );
  });

  it('changes with a config, a link, a path name', () => {
    const file = aMashup();
    const configured = { ...file, steps: { ...file.steps, answer: aStep('answer', { status: 201 }) } };
    const renamed = { ...file, links: file.links.map((link) => (link.name === undefined ? link : { ...link, name: 'another' })) };
    const relinked = {
      ...file,
      links: file.links.map((link) => (link.from.port === 'b' ? { ...link, from: { step: 'fork', port: 'c' } } : link)),
    };
    expect(new Set([hash, ...[configured, renamed, relinked].map((changed) => compile(changed).hash)]).size).toBe(4);
  });

  it('stays when a default is written out', () => {
    const file = aMashup();
    expect(compile({ ...file, steps: { ...file.steps, answer: aStep('answer', { status: 200 }) } }).hash).toBe(hash);
  });

  it('is SHA-256', () => {
    expect(canonicalHash({ b: 1, a: [true, null] })).toBe(canonicalHash({ a: [true, null], b: 1 }));
    expect(canonicalHash('abc')).toBe('6cc43f858fbb763301637b5af970e2a46b46f461f27e5a0f41e009c59b827b25');
  });
});

describe('outputsOf', () => {
  it('follows the config, and falls back to the initial one while it is not valid', () => {
    const definition = sampleCatalog.steps.get('route')?.definition;
    if (definition === undefined) throw new Error('the sample catalog has no route');
    const ports = (config: Record<string, unknown>) => outputsOf({ version: 1, config }, definition).map(({ id }) => id);
    expect(ports({ cases: ['a', 'b', 'c'] })).toEqual(['a', 'b', 'c']);
    expect(ports({})).toEqual(['yes', 'no']);
    expect(ports({ cases: [1, 2] })).toEqual(['yes', 'no']);
    expect(ports({ cases: ['a', ''] })).toEqual(['yes', 'no']);
  });
});

describe('routesOf', () => {
  it('asks for the route of the start step', () => {
    expect(routesOf(compile(aMashup()), sampleCatalog)).toEqual([expect.objectContaining({ path: 'hello', methods: ['GET'] })]);
  });
});
