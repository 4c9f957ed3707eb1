import { describe, expect, it } from 'vitest';
import { sampleCatalog } from '../../test/sample-catalog.ts';
import { aChain, aMashup, aProcess, aStep } from '../../test/sample-process.ts';
import type { ProcessFile } from '../document/process-file.ts';
import type { Surroundings } from './rule.ts';
import { validateProcess } from './validate-process.ts';

const begin = aStep('begin');
const change = aStep('change');
const answer = aStep('answer');

const issues = (file: ProcessFile, surroundings?: Surroundings) => validateProcess(file, sampleCatalog, surroundings);
const codes = (file: ProcessFile, surroundings?: Surroundings) => issues(file, surroundings).map(({ code }) => code);

describe('validateProcess', () => {
  it('finds nothing wrong with a sound process', () => {
    expect(issues(aMashup())).toEqual([]);
  });

  it('names an unknown step type', () => {
    const [issue] = issues(aProcess({ begin, magic: aStep('magic'), answer }, ['begin → magic', 'begin → answer']));
    expect(issue).toMatchObject({ severity: 'error', code: 'STEP_TYPE_UNKNOWN', stepId: 'magic', pointer: '/steps/magic/type' });
    expect(issue?.message).toContain('"magic"');
  });

  it('never takes a member that every object has for a step type or a step', () => {
    const file = aProcess({ begin, a: aStep('constructor'), answer }, ['begin → answer', 'begin → valueOf', 'toString → a']);
    expect(codes(file)).toEqual(expect.arrayContaining(['STEP_TYPE_UNKNOWN', 'LINK_STEP_UNKNOWN', 'LINK_STEP_UNKNOWN']));
  });

  it('refuses a config of a newer version, and upgrades an older one', () => {
    expect(codes(aProcess({ begin, a: { ...change, version: 3 }, answer }, ['begin → a', 'a → answer']))).toEqual(['STEP_VERSION_NEWER']);
    const older = aStep('change', { value: 'old' }, { version: 1 });
    expect(codes(aProcess({ begin, a: older, answer }, ['begin → a', 'a → answer']))).toEqual([]);
  });

  it.each([
    ['missing', aStep('change', {}), '"Change": "Text" is missing. Fill it in.', '/steps/a/config/text'],
    ['of the wrong kind', aStep('change', { text: 5 }), '"Change": "Text" must be text.', '/steps/a/config/text'],
    ['wrong in its own way', aStep('change', { text: 'nothing' }), '"Change": "Text": Write something else.', '/steps/a/config/text'],
    ['empty', aStep('begin', { path: '' }), '"Begin": "Path" is empty. Fill it in.', '/steps/a/config/path'],
    ['too large', aStep('answer', { status: 999 }), '"Answer": "Status" must be at most 599.', '/steps/a/config/status'],
    [
      'in a list',
      aStep('change', { text: '', fields: [{ name: 'x' }] }),
      '"Change": "Value" (entry 1) is missing. Fill it in.',
      '/steps/a/config/fields/0/value',
    ],
    [
      'unknown',
      aStep('meet', { odd: 1 }),
      '"Meet": "the configuration" holds "odd", which does not belong there. Remove it.',
      '/steps/a/config',
    ],
  ])('says in a sentence which field is %s', (_, step, message, pointer) => {
    const found = issues(aProcess({ a: step })).find(({ code }) => code === 'CONFIG_INVALID');
    expect(found).toMatchObject({ severity: 'error', message, pointer, stepId: 'a' });
  });

  it('wants exactly one start', () => {
    expect(codes(aProcess({}))).toEqual(['START_MISSING']);
    expect(codes(aProcess({ begin, second: begin, answer }, ['begin → answer']))).toEqual(['START_NOT_ALONE']);
  });

  it('refuses a link into a start', () => {
    expect(issues(aProcess({ begin, answer }, ['begin → answer', 'answer → begin']))).toContainEqual(
      expect.objectContaining({ severity: 'error', code: 'LINK_INTO_START', linkIndex: 1 }),
    );
  });

  it('refuses links that hang in the air', () => {
    const found = issues(aProcess({ begin, answer }, ['begin → answer', 'begin → ghost', 'ghost → answer', 'begin.side → answer']));
    expect(found.map(({ code, linkIndex, pointer }) => [code, linkIndex, pointer])).toEqual([
      ['LINK_STEP_UNKNOWN', 1, '/links/1/to'],
      ['LINK_STEP_UNKNOWN', 2, '/links/2/from/step'],
      ['LINK_PORT_UNKNOWN', 3, '/links/3/from/port'],
    ]);
  });

  it('refuses the same link twice', () => {
    expect(codes(aProcess({ begin, answer }, ['begin → answer', 'begin → answer']))).toEqual(['LINK_DUPLICATE']);
  });

  it('names the steps of a cycle', () => {
    const named = (title: string) => aStep('change', { text: '' }, { title });
    const file = aProcess({ begin, a: named('A'), b: named('B'), answer }, ['begin → a', 'a → b', 'b → a', 'b → answer']);
    const [issue] = issues(file);
    expect(issue).toMatchObject({ severity: 'error', code: 'CYCLE' });
    expect(issue?.message).toContain('"A" and "B"');
    expect(codes(aProcess({ begin, a: named('A'), answer }, ['begin → a', 'a → a', 'a → answer']))).toEqual(['CYCLE']);
  });

  it('takes paths that part and meet for no cycle', () => {
    expect(codes(aProcess({ begin, a: change, b: change, answer }, ['begin → a', 'begin → b', 'a → answer', 'b → answer']))).toEqual([]);
  });

  it('warns of steps that nothing reaches, also where they lead into ones that are reached', () => {
    const found = issues(aProcess({ begin, lost: change, answer }, ['begin → answer', 'lost → answer']));
    expect(found).toEqual([expect.objectContaining({ severity: 'warning', code: 'STEP_UNREACHABLE', stepId: 'lost' })]);
  });

  it('warns where callers would wait for a reply that cannot come', () => {
    expect(issues(aProcess({ begin, a: change }, ['begin → a']))).toEqual([
      expect.objectContaining({ severity: 'warning', code: 'REPLY_UNREACHABLE', stepId: 'begin' }),
    ]);
  });

  it('wants two paths with two names into a join', () => {
    const meet = aStep('meet');
    expect(codes(aProcess({ begin, meet, answer }, ['begin → meet', 'meet → answer']))).toEqual(['JOIN_PATHS_FEW']);
    const twice = ['begin → route', 'route.yes → meet', 'route.no → meet', 'meet → answer'];
    expect(codes(aProcess({ begin, route: aStep('route'), meet, answer }, twice))).toEqual(['JOIN_PATH_NAME_TAKEN']);
    const named = ['begin → route', 'route.yes → meet', 'route.no → meet as no', 'meet → answer'];
    expect(codes(aProcess({ begin, route: aStep('route'), meet, answer }, named))).toEqual([]);
    const evil = ['begin → route', 'route.yes → meet', 'route.no → meet as __proto__', 'meet → answer'];
    expect(codes(aProcess({ begin, route: aStep('route'), meet, answer }, evil))).toEqual(['JOIN_PATH_NAME_FORBIDDEN']);
  });

  it('knows connections only where it is told of them', () => {
    const file = aProcess({ begin, a: aStep('change', { text: '', connection: 'crm' }), answer }, ['begin → a', 'a → answer']);
    expect(codes(file)).toEqual([]);
    expect(codes(file, { connections: [] })).toEqual(['CONNECTION_UNKNOWN']);
    expect(codes(file, { connections: [{ id: 'crm', type: 'postgres' }] })).toEqual(['CONNECTION_UNFIT']);
    expect(codes(file, { connections: [{ id: 'crm', type: 'http' }] })).toEqual([]);
  });

  it('knows processes only where it is told of them, and warns of those that are not published', () => {
    const file = aProcess({ begin, a: aStep('change', { text: '', process: 'p2' }), answer }, ['begin → a', 'a → answer']);
    const p2 = { id: 'p2', name: 'Two', isLive: false };
    expect(codes(file)).toEqual([]);
    expect(issues(file, { processes: [] })).toMatchObject([
      { severity: 'error', code: 'PROCESS_UNKNOWN', pointer: '/steps/a/config/process' },
    ]);
    expect(issues(file, { processes: [p2] })).toMatchObject([{ severity: 'warning', code: 'PROCESS_NOT_LIVE' }]);
    expect(issues(file, { processes: [p2] })[0]?.message).toContain('"Two"');
    expect(codes(file, { processes: [{ ...p2, isLive: true }] })).toEqual([]);
    expect(codes(file, { processes: [], processId: 'p2' })).toEqual([]);
  });

  it('checks every expression and template with what it is given for that, and nothing else', () => {
    const config = { text: 'a template', fields: [{ name: 'no expression', value: 'an expression' }] };
    const file = aProcess({ begin, a: aStep('change', config), answer }, ['begin → a', 'a → answer']);
    const asked: unknown[] = [];
    const found = issues(file, {
      checkExpression: (source, kind) => {
        asked.push([kind, source]);
        return kind === 'expression' ? 'A bracket is missing.' : undefined;
      },
    });
    expect(asked).toEqual([
      ['template', 'a template'],
      ['expression', 'an expression'],
    ]);
    expect(found).toEqual([
      expect.objectContaining({
        code: 'EXPRESSION_INVALID',
        pointer: '/steps/a/config/fields/0/value',
        message: '"Change": Value: A bracket is missing.',
      }),
    ]);
  });

  it('is done with 1,000 steps within 50 ms', () => {
    const file = aChain(1_000);
    validateProcess(file, sampleCatalog);
    const times = Array.from({ length: 5 }, () => {
      const before = performance.now();
      validateProcess(file, sampleCatalog);
      return performance.now() - before;
    });
    expect(Math.min(...times)).toBeLessThan(50);
  });
});
