#!/usr/bin/env node
/**
 * A stand-in for Prisma's schema engine.
 *
 * Prisma 7 downloads its schema engine from a host of its own when it is installed; no npm package holds the binary, and
 * without it every command of the `prisma` CLI fails, `generate` included. The same engine is on npm as WebAssembly
 * (`@prisma/schema-engine-wasm`), so this script speaks the binary's command line and JSON-RPC and forwards to that. Weft
 * thereby needs nothing but a package registry. `prisma.config.ts` names it; the file has to be executable.
 *
 * Bound to Prisma 7.10.0: all its packages are pinned, and an upgrade has to try `migrate dev`, `deploy`, `status`, `diff` again.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { runDatabaseCommand } from './database-commands.mjs';
import { log } from './engine-log.mjs';

const args = process.argv.slice(2);

function option(name) {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args[at + 1];
}

function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
}

/** Starts the engine. It connects at once, so that even a diff from an empty schema needs a server that answers. */
async function startEngine(datasourceUrl) {
  const bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const { makeAdapterFactory } = await import('./pg-adapter.mjs');
  const module = createRequire(import.meta.url)
    .resolve('@prisma/schema-engine-wasm')
    .replace(/schema_engine\.js$/, 'schema_engine_bg.wasm');
  const { instance } = await WebAssembly.instantiate(readFileSync(module), { './schema_engine_bg.js': bindings });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start?.();
  const datamodels = option('--datamodels')
    ?.split(',')
    .map((path) => [path, readFileSync(path, 'utf8')]);
  return bindings.SchemaEngine.new({ datamodels }, () => {}, makeAdapterFactory(datasourceUrl));
}

async function answer(engine, method, params) {
  if (method === 'getDatabaseVersion') return engine.version(params);
  // Alone, this call cannot make a shadow database; after a diagnosis the schema it needs is in the engine's cache.
  if (method === 'evaluateDataLoss') await engine.devDiagnostic({ migrationsList: params.migrationsList, filters: params.filters });
  const result = await engine[method](params);
  if (method !== 'diff' || result?.stdout == null) return result;
  // The binary prints a diff through a call back to the CLI.
  send({ id: nextCallBack++, method: 'print', params: { content: result.stdout } });
  return { ...result, stdout: null };
}

let nextCallBack = 1;

async function serve(datasourceUrl) {
  let engine;
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === '') continue;
    const { id, method, params } = JSON.parse(line);
    if (method === undefined) continue; // the CLI's answer to `print`
    try {
      engine ??= await startEngine(datasourceUrl);
      send({ id, result: (await answer(engine, method, params)) ?? null });
    } catch (error) {
      const data = {
        is_panic: false,
        message: error?.message ?? String(error),
        meta: error?.meta ?? null,
        error_code: error?.code ?? null,
      };
      send({ id, error: { code: 4466, message: 'An error happened. Check the data field for details.', data } });
    }
  }
}

if (args[0] === '--version') {
  console.log('schema-engine-cli wasm');
  process.exit(0);
}
// The CLI skips the first line of stderr.
log('INFO', 'Starting schema engine CLI (wasm)');
const { url } = JSON.parse(option('--datasource') ?? '{}');
if (args.includes('cli')) process.exit(await runDatabaseCommand(args[args.indexOf('cli') + 1], url));
await serve(url ?? 'postgresql://localhost');
process.exit(0);
