/** What the programs of Weft read from the environment, and what the README says about it. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

const repository = path.resolve(import.meta.dirname, '../..');
const name = `((?:WEFT_[A-Z0-9_]+)|DATABASE_URL|REDIS_URL)`;
const reads = [
  new RegExp(String.raw`\benv(?:\?\.)?\[\s*['"]${name}['"]\s*\](?!\s*=[^=])`, 'g'),
  new RegExp(String.raw`\benv\.${name}\b(?!\s*=[^=])`, 'g'),
  new RegExp(String.raw`\benv,\s*['"]${name}['"]`, 'g'),
];
const schemaKeys = new RegExp(`^ {2}${name}:`, 'gm');

/** The settings that one file reads; the schema of an app names them as its keys. */
export function settingsReadIn(file: string, text: string): string[] {
  const patterns = path.posix.basename(file) === 'env.ts' ? [schemaKeys] : reads;
  return patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1] ?? ''));
}

/** Every setting that something outside of tests reads, with the files that do. */
export function settingsRead(): ReadonlyMap<string, readonly string[]> {
  const files = globSync('{apps,packages,tooling}/**/*.{ts,tsx,mjs}', {
    cwd: repository,
    exclude: ['**/node_modules', '**/.next', '**/generated'],
  })
    .map((file) => file.replaceAll(path.sep, '/'))
    .filter((file) => !/\.test\.tsx?$|\/test\/|^packages\/testkit\//.test(file));
  const found = new Map<string, string[]>();
  for (const file of files) {
    for (const setting of settingsReadIn(file, readFileSync(path.join(repository, file), 'utf8'))) {
      found.set(setting, [...(found.get(setting) ?? []), file]);
    }
  }
  return found;
}

/** The settings in the first column of the tables under a page's heading *Settings*. */
export function settingsDescribedIn(markdown: string): string[] {
  const section = /^## Settings\n([\s\S]*?)(?=^## |$(?![\s\S]))/m.exec(markdown)?.[1] ?? '';
  const cells = section.split('\n').flatMap((line) => /^\|([^|]+)\|/.exec(line)?.[1] ?? []);
  return cells.flatMap((cell) => [...cell.matchAll(new RegExp(`\`${name}\``, 'g'))].map((match) => match[1] ?? ''));
}

/** The README of the repository. */
export function readme(): string {
  return readFileSync(path.join(repository, 'README.md'), 'utf8');
}
