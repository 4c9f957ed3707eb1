/**
 * `npm run bench` runs every benchmark, one after the other; `npm run bench call-path engine.bench` only those that are named. Each
 * prints its own table. Run them on a machine that does nothing else.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

const own = 'main';
const found = (await readdir(import.meta.dirname)).filter((file) => file.endsWith('.ts')).map((file) => file.slice(0, -'.ts'.length));
const benchmarks = found.filter((name) => name !== own).sort();
const named = process.argv.slice(2);
const unknown = named.filter((name) => !benchmarks.includes(name));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}. There are: ${benchmarks.join(', ')}.`);
  process.exit(2);
}

for (const name of named.length > 0 ? named : benchmarks) {
  console.log(`\n## ${name}\n`);
  const [code] = await once(spawn(process.execPath, [join(import.meta.dirname, `${name}.ts`)], { stdio: 'inherit' }), 'exit');
  if (code !== 0) process.exit(1);
}
