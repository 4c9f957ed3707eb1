import { describe, expect, it } from 'vitest';
import { sampleCatalog } from '../../test/sample-catalog.ts';
import { aProcess, aStep } from '../../test/sample-process.ts';
import type { Step } from '../document/process-file.ts';
import { validateProcess } from '../validate/validate-process.ts';
import { compileProcess } from './compile-process.ts';

const begin = aStep('begin');
const change = aStep('change');
const answer = aStep('answer');
const scatter = aStep('scatter', {});
const gather = (since?: string) => aStep('gather', since === undefined ? {} : { since });

const file = (steps: Record<string, Step>, links: readonly string[]) => aProcess({ begin, ...steps, answer }, links);
const planOf = (steps: Record<string, Step>, links: readonly string[]) => compileProcess(file(steps, links), sampleCatalog).steps;
const faults = (steps: Record<string, Step>, links: readonly string[]) =>
  validateProcess(file(steps, links), sampleCatalog).map(({ code, stepId }) => `${code} ${stepId}`);

describe('a collection', () => {
  it('begins at the nearest step above it that makes many documents of one, which has it among its forks', () => {
    const steps = planOf({ far: scatter, near: scatter, change, all: gather() }, [
      'begin → far',
      'far → near',
      'near → change',
      'change → all',
      'all → answer',
    ]);
    expect(steps['all']?.collect).toEqual({ since: 'near' });
    expect(steps['near']?.forks).toEqual(['all']);
  });

  it('begins at the start where nothing above it makes many, or only on some of its ways', () => {
    const quiet = aStep('scatter', { many: false });
    expect(planOf({ quiet, all: gather() }, ['begin → quiet', 'quiet → all', 'all → answer'])['all']?.collect).toEqual({ since: 'begin' });
    const ways = ['begin → fork', 'fork.a → scatter', 'scatter → all', 'fork.b → change', 'change → all', 'all → answer'];
    expect(planOf({ fork: aStep('fork'), scatter, change, all: gather() }, ways)['all']?.collect).toEqual({ since: 'begin' });
  });

  it('closes its splitting step as a parenthesis does: the next one begins further out', () => {
    const chain = ['begin → outer', 'outer → inner', 'inner → each', 'each → all', 'all → rest', 'rest → answer'];
    const steps = planOf({ outer: scatter, inner: scatter, each: gather(), all: gather(), rest: gather() }, chain);
    expect(['each', 'all', 'rest'].map((id) => steps[id]?.collect?.since)).toEqual(['inner', 'outer', 'begin']);
  });

  it('begins where it is told to, when all its documents come through there', () => {
    const links = ['begin → scatter', 'scatter → fork', 'fork.a → change', 'fork.b → all', 'change → all', 'all → answer'];
    const steps = { scatter, fork: aStep('fork'), change };
    expect(planOf({ ...steps, all: gather('fork') }, links)['all']?.collect).toEqual({ since: 'fork' });
    expect(faults({ ...steps, all: gather('change') }, links)).toEqual(['COLLECT_BEGIN_UNKNOWN all']);
    expect(faults({ ...steps, all: gather('nowhere') }, links)).toEqual(['COLLECT_BEGIN_UNKNOWN all']);
    expect(faults({ ...steps, all: gather('all') }, links)).toEqual(['COLLECT_BEGIN_UNKNOWN all']);
  });

  it('may not reach out of the branching of a join, nor out of another collection', () => {
    const paths = ['begin → scatter', 'scatter → fork', 'fork.a → all', 'fork.b → change', 'all → meet', 'change → meet', 'meet → answer'];
    const steps = { scatter, fork: aStep('fork'), change, meet: aStep('meet') };
    expect(faults({ ...steps, all: gather() }, paths)).toEqual(['COLLECT_CROSSES all']);
    expect(faults({ ...steps, all: gather('fork') }, paths)).toEqual([]);
    const chain = ['begin → outer', 'outer → inner', 'inner → first', 'first → last', 'last → answer'];
    expect(faults({ outer: scatter, inner: scatter, first: gather('outer'), last: gather('inner') }, chain)).toEqual([
      'COLLECT_CROSSES first',
    ]);
  });

  it('in a circle is no trouble for the rules', () => {
    expect(faults({ scatter, all: gather() }, ['begin → scatter', 'scatter → all', 'all → scatter', 'all → answer'])).toEqual([
      expect.stringMatching(/^.*CYCLE/),
    ]);
  });

  it('has part in the meaning of the plan', () => {
    const links = ['begin → scatter', 'scatter → all', 'all → answer'];
    const hashOf = (since?: string) => compileProcess(file({ scatter, all: gather(since) }, links), sampleCatalog).hash;
    expect(hashOf('begin')).not.toBe(hashOf('scatter'));
  });
});
