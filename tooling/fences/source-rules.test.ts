import { expect, test } from 'vitest';
import { lengthProblem, linesMax, stepNameProblems } from './source-rules.ts';

test('a file over the limit is named, unless its top says why', () => {
  const long = 'x\n'.repeat(linesMax + 1);
  expect(lengthProblem('a.ts', long)).toContain('a.ts has 402 lines');
  expect(lengthProblem('a.ts', `// Over 400 lines because it is a table.\n${long}`)).toBeUndefined();
  expect(lengthProblem('a.ts', 'x\n'.repeat(10))).toBeUndefined();
});

test('a branch on a step type is found in each of its forms, with its line', () => {
  const types = ['map', 'http-endpoint'];
  expect(stepNameProblems('a.ts', "\nif (step.type === 'map') {}", types)).toEqual([expect.stringContaining('a.ts:2')]);
  expect(stepNameProblems('a.ts', 'switch (step.type) { case "http-endpoint":', types)).toHaveLength(1);
  expect(stepNameProblems('a.ts', "if (step.type != 'map') {}", types)).toHaveLength(1);
  expect(stepNameProblems('a.ts', "const titles = { map: 'x' }; list.map(f); const a = 'map'; if (step.role === 'map') {}", types)).toEqual(
    [],
  );
});
