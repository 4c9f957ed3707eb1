/**
 * Writes `docs/reference/openapi.json`, the description of the management API. With `--check` it writes nothing and fails
 * where the file is stale.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describeManagementApi } from './app.ts';

const at = path.resolve(import.meta.dirname, '../../../docs/reference/openapi.json');
const wanted = `${JSON.stringify(describeManagementApi(), undefined, 2)}\n`;
const isCurrent = existsSync(at) && readFileSync(at, 'utf8') === wanted;

if (process.argv.includes('--check')) {
  if (!isCurrent) {
    console.error('docs/reference/openapi.json is stale. Run `node packages/management/src/openapi-file.ts` and commit what it wrote.');
    process.exitCode = 1;
  }
} else if (!isCurrent) {
  mkdirSync(path.dirname(at), { recursive: true });
  writeFileSync(at, wanted);
}
