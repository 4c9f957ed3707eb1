import { expect, test } from 'vitest';
import { readme, settingsDescribedIn, settingsRead, settingsReadIn } from './settings.ts';

/** How `npm start` tells its programs to stop when it is gone; nobody sets it by hand. */
const betweenPrograms = ['WEFT_PARENT_WATCH'];

const described = settingsDescribedIn(readme());

test('every setting that the code reads stands in the table of the README', () => {
  const missing = [...settingsRead()].filter(([setting]) => !described.includes(setting) && !betweenPrograms.includes(setting));
  expect(missing).toEqual([]);
});

test('every setting in the table of the README is read by the code, and stands there once', () => {
  const read = settingsRead();
  expect(described.filter((setting) => !read.has(setting))).toEqual([]);
  expect(described).toEqual([...new Set(described)]);
});

test('a reading is found in each of its forms, a writing is none', () => {
  expect(settingsReadIn('a.ts', "process.env['WEFT_A']; env.WEFT_B; integer(env, 'WEFT_C', 1); env['REDIS_URL']")).toEqual([
    'WEFT_A',
    'REDIS_URL',
    'WEFT_B',
    'WEFT_C',
  ]);
  expect(settingsReadIn('apps/x/src/env.ts', 'z.object({\n  WEFT_A: optional,\n  DATABASE_URL: z.url(),\n})')).toEqual([
    'WEFT_A',
    'DATABASE_URL',
  ]);
  expect(settingsReadIn('a.ts', "process.env['WEFT_A'] = '1'; // WEFT_B")).toEqual([]);
});

test('only the tables under the heading count', () => {
  const page = '## Settings\n\n| `WEFT_A`, `WEFT_B` | `WEFT_C` |\n\n## Next\n\n| `WEFT_D` | x |\n';
  expect(settingsDescribedIn(page)).toEqual(['WEFT_A', 'WEFT_B']);
});
