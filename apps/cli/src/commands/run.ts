import { existsSync } from 'node:fs';
import path from 'node:path';
import { WeftError } from '@weft/errors';
import { type Api, installProcess } from '@weft/management/client';
import type { Command } from 'commander';
import { Failure } from '../failure.ts';
import { apiOf, readFileOrInput, readJsonFile, type Surroundings } from '../surroundings.ts';

interface Started {
  readonly executionId: string;
  readonly outcome: 'replied' | 'succeeded' | 'failed' | 'cancelled' | 'accepted';
  readonly reply?: { readonly status: number; readonly body: { readonly text: string } | { readonly base64: string } };
  readonly error?: { readonly message: string };
}

interface RunOptions {
  readonly input?: string;
  readonly contentType?: string;
  readonly property: Readonly<Record<string, string>>;
  readonly wait: boolean;
}

/** By the ending of a file's name. */
const contentTypes: Readonly<Record<string, string>> = {
  '.json': 'application/json',
  '.xml': 'application/xml',
  '.csv': 'text/csv',
  '.txt': 'text/plain',
  '.html': 'text/html',
  '.edi': 'application/edi-x12',
};

/** `weft run`. */
export function runCommand(program: Command, surroundings: Surroundings): void {
  program
    .command('run')
    .description('execute a process and print its reply')
    .argument('<file-or-id>', 'a process file, which is tried without being kept; or the id of a published process')
    .option('--input <file>', 'what goes in; - for standard input')
    .option('--content-type <type>', 'of the input; else by the ending of its name')
    .option('--property <name=value>', 'of the execution, such as param_id=7 (may be repeated)', collectProperty, {})
    .option('--no-wait', 'only start it')
    .action(async (target: string, options: RunOptions) => {
      const api = apiOf(surroundings);
      const request = await requestOf(options, surroundings);
      const started = existsSync(path.resolve(surroundings.cwd, target))
        ? await tryFile(api, await readJsonFile(target, surroundings), request)
        : await api.call<Started>('POST', `/processes/${encodeURIComponent(target)}/executions`, request);
      report(started, program.opts()['json'] === true, surroundings);
    });
}

function collectProperty(pair: string, before: Readonly<Record<string, string>>): Record<string, string> {
  const at = pair.indexOf('=');
  if (at < 1) throw new WeftError('REQUEST_INVALID', `A property is given as name=value; "${pair}" is not.`);
  return { ...before, [pair.slice(0, at)]: pair.slice(at + 1) };
}

async function requestOf(options: RunOptions, surroundings: Surroundings): Promise<Record<string, unknown>> {
  const common = { properties: options.property, wait: options.wait };
  if (options.input === undefined) return common;
  const bytes = await readFileOrInput(options.input, surroundings);
  const contentType = options.contentType ?? contentTypes[path.extname(options.input).toLowerCase()] ?? 'application/octet-stream';
  return { ...common, base64: Buffer.from(bytes).toString('base64'), contentType };
}

/** Stores the file only for as long as it takes to start it; what it did stays in the list of executions. */
async function tryFile(api: Api, file: unknown, request: Readonly<Record<string, unknown>>): Promise<Started> {
  const { id } = await installProcess(api, file);
  try {
    return await api.call<Started>('POST', `/processes/${id}/executions`, { ...request, draft: true });
  } finally {
    await api.call('DELETE', `/processes/${id}`);
  }
}

function report(started: Started, json: boolean, { write, complain }: Surroundings): void {
  if (json) write(`${JSON.stringify(started, undefined, 2)}\n`);
  else {
    const body = started.reply?.body;
    if (body !== undefined) write('text' in body ? `${body.text}\n` : `${body.base64}\n`);
    const status = started.reply === undefined ? '' : ` with status ${started.reply.status}`;
    complain(
      `Execution ${started.executionId} ${started.outcome}${status}.${started.error === undefined ? '' : ` ${started.error.message}`}\n`,
    );
  }
  const failed = started.outcome === 'failed' || started.outcome === 'cancelled' || (started.reply?.status ?? 200) >= 400;
  if (failed) throw new Failure();
}
