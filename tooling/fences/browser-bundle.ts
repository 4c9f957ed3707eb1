/**
 * `node tooling/fences/browser-bundle.ts`: the catalogue of step types, bundled for browsers, proves that no definition
 * reaches Node code, and stays within its size. Part of `npm run verify`.
 */

import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/**
 * Compressed, zod included. Raise it in the commit that needs more, with the reason: half of it is the pages and examples of
 * the step types, some two kilobytes each.
 */
const budgetBytes = 144 * 1024;

const repository = path.resolve(import.meta.dirname, '../..');
const result = await build({
  stdin: {
    contents: `export * as steps from '@weft/steps/catalog'; export * as connectors from '@weft/connectors/catalog';`,
    resolveDir: path.join(repository, 'apps/studio'),
  },
  bundle: true,
  write: false,
  minify: true,
  format: 'esm',
  platform: 'browser',
  logLevel: 'silent',
}).catch((failure: { errors?: ReadonlyArray<{ text: string; location?: { file: string; line: number } | null }> }) => {
  for (const error of failure.errors ?? []) console.error(`${error.location?.file ?? ''}:${error.location?.line ?? ''} ${error.text}`);
  console.error('The catalogue cannot be bundled for browsers: move what needs Node from the definition to executor.ts or client.ts.');
  process.exit(1);
});

const size = gzipSync(result.outputFiles[0]?.contents ?? new Uint8Array()).byteLength;
if (size > budgetBytes) {
  console.error(`The catalogue weighs ${size} bytes compressed; the budget is ${budgetBytes}.`);
  process.exit(1);
}
console.log(`The catalogue runs in browsers: ${size} of ${budgetBytes} bytes compressed.`);
