import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { branch } from './branch.ts';
import { callProcess } from './call-process.ts';
import { befalls, type Column } from './cell.ts';
import { forEach } from './for-each.ts';
import { join } from './join.ts';
import { reply } from './reply.ts';
import { scope } from './scope.ts';
import { wait } from './wait.ts';

/** By the headings of docs/outcomes.md. */
const table: Readonly<Record<string, Column>> = {
  Branch: branch,
  Join: join,
  'For each': forEach,
  Try: scope,
  Reply: reply,
  Wait: wait,
  'Call process': callProcess,
};

describe.each(Object.entries(table))('%s', (_name, column) => {
  test.each(befalls.map((befall) => [befall, column[befall].says, column[befall]] as const))('%s: %s', async (_befall, _says, cell) => {
    await cell.holds();
  });
});

test('docs/outcomes.md tells what is tested here, in the same words', () => {
  const page = readFileSync(new URL('../../../../docs/outcomes.md', import.meta.url), 'utf8');
  for (const [name, column] of Object.entries(table)) {
    const section = page.split('\n## ').find((one) => one.startsWith(`${name}\n`)) ?? '';
    const rows = new Map([...section.matchAll(/^\| (\w+) +\| (.*?) *\|$/gm)].map(([, befall = '', says = '']) => [befall, says]));
    for (const befall of befalls) expect(rows.get(befall), `${name}, ${befall}`).toBe(column[befall].says);
  }
});
