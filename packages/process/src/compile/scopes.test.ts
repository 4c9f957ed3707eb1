import { describe, expect, it } from 'vitest';
import { sampleCatalog } from '../../test/sample-catalog.ts';
import { aProcess, aStep } from '../../test/sample-process.ts';
import type { Step } from '../document/process-file.ts';
import { validateProcess } from '../validate/validate-process.ts';
import { compileProcess } from './compile-process.ts';
import { stepsBehind } from './scope-regions.ts';

const begin = aStep('begin');
const change = aStep('change');
const answer = aStep('answer');
const attempt = aStep('attempt', {});
const loop = (config: Record<string, unknown> = {}) => aStep('loop', config);
const gather = (since?: string) => aStep('gather', since === undefined ? {} : { since });
const file = (steps: Record<string, Step>, links: readonly string[]) => aProcess({ begin, ...steps, answer }, links);
const planOf = (steps: Record<string, Step>, links: readonly string[]) => compileProcess(file(steps, links), sampleCatalog);
const faults = (steps: Record<string, Step>, links: readonly string[]) =>
  validateProcess(file(steps, links), sampleCatalog).map(({ code, stepId }) => `${code} ${stepId}`);

describe('a scope', () => {
  const guarded = ['begin → attempt', 'attempt.inside → change', 'change → answer', 'attempt.failed → answer'];

  it('has its rule in the plan', () => {
    expect(planOf({ attempt, change }, guarded).steps['attempt']).toMatchObject({
      role: 'scope',
      scope: { kind: 'guard', inside: 'inside', failed: 'failed', ended: 'ended' },
    });
  });

  it('has part in the meaning of the plan', () => {
    const links = ['begin → loop', 'loop.item → change', 'loop.ended → answer'];
    const hashOf = (concurrency: number) => planOf({ loop: loop({ concurrency }), change }, links).hash;
    expect(hashOf(1)).not.toBe(hashOf(2));
  });

  it('is told of where it encloses nothing, or does nothing about a failure', () => {
    expect(faults({ attempt, change }, ['begin → attempt', 'attempt.failed → change', 'change → answer'])).toEqual(['SCOPE_EMPTY attempt']);
    expect(faults({ attempt, change }, ['begin → attempt', 'attempt.inside → change', 'change → answer'])).toEqual(['SCOPE_IDLE attempt']);
    expect(faults({ attempt, change }, guarded)).toEqual([]);
  });

  it('is where a collection inside begins, and outside it does not matter', () => {
    const links = ['begin → scatter', 'scatter → loop', 'loop.item → change', 'change → inner', 'loop.ended → outer', 'outer → answer'];
    const { steps } = planOf({ scatter: aStep('scatter', {}), loop: loop(), change, inner: gather(), outer: gather() }, links);
    expect([steps['inner']?.collect?.since, steps['outer']?.collect?.since]).toEqual(['loop', 'scatter']);
  });

  it('lets no collection inside begin outside', () => {
    const links = ['begin → loop', 'loop.item → change', 'change → all', 'loop.ended → answer'];
    expect(faults({ loop: loop(), change, all: gather('begin') }, links)).toEqual(['COLLECT_CROSSES all']);
    expect(faults({ loop: loop(), change, all: gather('change') }, links)).toEqual([]);
  });
});

describe('stepsBehind', () => {
  const waysInto = (ways: readonly string[]) => (id: string) =>
    ways.flatMap((way) => {
      const [from = '', port = '', to] = way.split(/[. →]+/);
      return to === id ? [{ from, port }] : [];
    });
  const behind = (port: string, order: readonly string[], ways: readonly string[]) => [
    ...stepsBehind({ from: 's', port }, { order, waysInto: waysInto(ways) }),
  ];

  it('holds what only this port leads to, and ends where another way comes in', () => {
    const ways = ['s.in → a', 'a.out → b', 's.failed → c', 'c.out → end', 'b.out → end', 'end.out → last'];
    expect(behind('in', ['s', 'a', 'b', 'c', 'end', 'last'], ways)).toEqual(['a', 'b']);
    expect(behind('failed', ['s', 'a', 'b', 'c', 'end', 'last'], ways)).toEqual(['c']);
  });

  it('holds what stands before the scope never, and paths that part and meet again whole', () => {
    const ways = ['x.out → s', 'x.out → y', 's.in → a', 'a.l → b', 'a.r → c', 'b.out → d', 'c.out → d', 'y.out → e', 'd.out → e'];
    expect(behind('in', ['x', 's', 'y', 'a', 'b', 'c', 'd', 'e'], ways)).toEqual(['a', 'b', 'c', 'd']);
  });
});
