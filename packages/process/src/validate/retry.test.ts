import { expect, test } from 'vitest';
import { sampleCatalog } from '../../test/sample-catalog.ts';
import { aProcess, aStep } from '../../test/sample-process.ts';
import { applyCommand } from '../commands/apply-command.ts';
import { compileProcess } from '../compile/compile-process.ts';
import type { Step } from '../document/process-file.ts';
import { readProcessFile } from '../document/read-process-file.ts';
import { retryRuleSchema } from '../document/retry-rule.ts';
import { writeProcessFile } from '../document/write-process-file.ts';
import { validateProcess } from './validate-process.ts';

const retry = retryRuleSchema.parse({});
const links = ['begin → work', 'work → answer'];
const withWork = (work: Step, answer: Step = aStep('answer')) => aProcess({ begin: aStep('begin'), work, answer }, links);
const asking = (more: Partial<Step> = { retry }) => aStep('ask', {}, more);

const faults = (file: ReturnType<typeof withWork>) =>
  validateProcess(file, sampleCatalog, { checkExpression: (source) => (source === '((' ? 'It is not understood.' : undefined) }).map(
    ({ code, pointer }) => `${code} ${pointer}`,
  );

test('a step that calls out may be tried again; one that does not, a reply and a branch may not', () => {
  expect(faults(withWork(asking()))).toEqual([]);
  expect(faults(withWork(aStep('ask', { itself: true }, { retry })))).toEqual(['RETRY_POINTLESS /steps/work/retry']);
  expect(faults(withWork(aStep('change', undefined, { retry })))).toEqual(['RETRY_POINTLESS /steps/work/retry']);
  expect(faults(withWork(asking({}), aStep('answer', undefined, { retry })))).toEqual(['RETRY_POINTLESS /steps/answer/retry']);
});

test('its condition must be understood', () => {
  expect(faults(withWork(asking({ retry: { ...retry, when: 'true' } })))).toEqual([]);
  expect(faults(withWork(asking({ retry: { ...retry, when: '((' } })))).toEqual(['EXPRESSION_INVALID /steps/work/retry/when']);
});

test('it stands in the plan and has part in its meaning', () => {
  const planOf = (more: Partial<Step>) => compileProcess(withWork(asking(more)), sampleCatalog);
  expect(planOf({ retry }).steps['work']?.retry).toEqual({ retries: 3, delayMs: 1_000, factor: 2, delayMsMax: 60_000, jitter: true });
  expect(planOf({}).steps['work']).not.toHaveProperty('retry');
  const hashes = [planOf({}), planOf({ retry }), planOf({ retry: { ...retry, retries: 4 } })].map(({ hash }) => hash);
  expect(new Set(hashes).size).toBe(3);
});

test('a file keeps it when it is written and read again', () => {
  const file = withWork(asking());
  expect(readProcessFile(JSON.parse(writeProcessFile(file)))).toEqual(file);
});

test('a command sets it, changes it and takes it away, and undoing gives what was before', () => {
  const file = withWork(asking({}));
  const set = applyCommand(file, { kind: 'setRetry', id: 'work', retry }, sampleCatalog);
  expect(set.file.steps['work']?.retry).toEqual(retry);
  const more = applyCommand(set.file, { kind: 'setRetry', id: 'work', retry: { ...retry, retries: 9 } }, sampleCatalog);
  expect(applyCommand(more.file, more.inverse, sampleCatalog).file).toEqual(set.file);
  expect(applyCommand(set.file, { kind: 'setRetry', id: 'work' }, sampleCatalog).file).toEqual(file);
  expect(applyCommand(set.file, set.inverse, sampleCatalog).file).toEqual(file);
});

test.each([{ retries: 0 }, { retries: 21 }, { delayMs: 600_001 }, { factor: 0.5 }, { more: true }])('%j is refused', (wrong) => {
  expect(retryRuleSchema.safeParse(wrong).success).toBe(false);
});
