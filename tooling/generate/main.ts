/**
 * Writes the files that are made from others and committed: the catalogues of step types, the helpers of the sandbox and the reference.
 * `node tooling/generate/main.ts`; with `--check` it writes nothing and fails with the name of each stale file.
 */
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { catalogModule, executorsModule } from './catalog-module.ts';
import { sandboxHelpersModule } from './sandbox-helpers.ts';
import { repository } from './step-folders.ts';

const check = process.argv.includes('--check');

const modules = new Map([
  ['packages/steps/src/catalog.gen.ts', catalogModule('steps')],
  ['packages/steps/src/executors.gen.ts', executorsModule('steps')],
  ['packages/connectors/src/catalog.gen.ts', catalogModule('connectors')],
  ['packages/connectors/src/executors.gen.ts', executorsModule('connectors')],
  ['packages/sandbox/src/child/helpers.gen.ts', await sandboxHelpersModule()],
]);

let stale = settle(modules, []);
// The reference is made from the catalogues, so they must be right before they are imported.
if (!check || stale.length === 0) {
  const { referencePages } = await import('./reference.ts');
  stale = [...stale, ...settle(referencePages(), globSync('docs/reference/**/*.md', { cwd: repository }))];
}
if (check && stale.length > 0) {
  for (const file of stale) console.error(`${file} is stale.`);
  console.error('Run `node tooling/generate/main.ts` and commit what it wrote.');
  process.exit(1);
}
console.log(check ? 'Generated files are up to date.' : `Generated: ${stale.length === 0 ? 'nothing had changed' : stale.join(', ')}.`);

/** Writes (or, checking, only compares) files and removes those of `present` that are not wanted. Returns the names of those that differed. */
function settle(wanted: ReadonlyMap<string, string>, present: readonly string[]): string[] {
  const changed: string[] = [];
  for (const [file, text] of wanted) {
    const at = path.join(repository, file);
    if (existsSync(at) && readFileSync(at, 'utf8') === text) continue;
    changed.push(file);
    if (check) continue;
    mkdirSync(path.dirname(at), { recursive: true });
    writeFileSync(at, text);
  }
  for (const file of present.map((name) => name.split(path.sep).join('/'))) {
    if (wanted.has(file)) continue;
    changed.push(file);
    if (!check) rmSync(path.join(repository, file));
  }
  return changed;
}
