import ivm from 'isolated-vm';
import { type Answer, type RunRequest, resultLengthMax, type ScriptSource, scriptName } from '../protocol.ts';
import { harnessSource } from './harness.ts';
import { helperNames, helpersSource } from './helpers.gen.ts';

/** A script in its own isolate. Each run has a context of its own, so that nothing is left from one document to the next. */
export interface ScriptIsolate {
  run(request: RunRequest): Answer;
  /** False after memory ran out, and when so much is in use that a fresh one is better. */
  readonly isReusable: boolean;
  dispose(): void;
}

/** @throws what the compiler throws for a source that is not JavaScript. */
export function openScriptIsolate(script: ScriptSource): ScriptIsolate {
  const { memoryMb } = script;
  // The documentation asks for the process to end here: the isolate is beyond repair.
  const isolate = new ivm.Isolate({ memoryLimit: memoryMb, onCatastrophicError: () => process.exit(70) });
  try {
    const harness = isolate.compileScriptSync(harnessSource, { filename: 'weft:harness' });
    const before = mentionsHelper(script.source) ? [isolate.compileScriptSync(helpersSource, { filename: 'weft:helpers' })] : [];
    const compiled = compile(isolate, script);
    return {
      run: (request) => run(isolate, { harness, before, compiled }, request),
      get isReusable() {
        return !isolate.isDisposed && isolate.getHeapStatisticsSync().used_heap_size < (memoryMb * 1024 * 1024) / 2;
      },
      dispose: () => {
        if (!isolate.isDisposed) isolate.dispose();
      },
    };
  } catch (error) {
    if (!isolate.isDisposed) isolate.dispose();
    throw error;
  }
}

function compile(isolate: ivm.Isolate, script: ScriptSource): ivm.Script {
  const [head, tail] = frameOf(script);
  // The first line is ours, so the user's begin at 1.
  const compiled = isolate.compileScriptSync(`${head}\n${script.source}\n${tail}`, { filename: scriptName, lineOffset: -1 });
  if (!standsAlone(isolate, script)) throw new SyntaxError('A bracket closes more than the script opened.');
  return compiled;
}

const helperName = new RegExp(`\\b(?:${helperNames.join('|')})\\b`);

/** Making the helpers takes part of a millisecond a run, so only those get them that name one. */
function mentionsHelper(source: string): boolean {
  return helperName.test(source);
}

/** What is written around the user's source to make it an async function of the input, in strict mode. */
function frameOf({ kind, names }: ScriptSource): readonly [string, string] {
  if (kind === 'script') return [`(async function (input) { 'use strict';`, '})'];
  return [`(function () { 'use strict'; return async ({ ${names.join(', ')} }) => (`, '); })()'];
}

/** False for a source that closes our function and opens another: with the frame it compiles, as the body of a function it does not. */
function standsAlone(isolate: ivm.Isolate, { kind, source }: ScriptSource): boolean {
  const context = isolate.createContextSync();
  try {
    const body = kind === 'script' ? source : `return (\n${source}\n)`;
    context.evalClosureSync('new (async function () {}).constructor($0)', [body], { timeout: 1_000 });
    return true;
  } catch {
    return false;
  } finally {
    context.release();
  }
}

interface Scripts {
  readonly harness: ivm.Script;
  /** What the user's own finds as globals. */
  readonly before: readonly ivm.Script[];
  readonly compiled: ivm.Script;
}

function run(isolate: ivm.Isolate, { harness, before, compiled }: Scripts, { input, timeoutMs }: RunRequest): Answer {
  let report: (() => string) | undefined;
  try {
    const context = isolate.createContextSync();
    const held: ivm.Reference<unknown>[] = [];
    try {
      const inside = harness.runSync(context, { reference: true }) as ivm.Reference<{ run: unknown; report: unknown }>;
      const start = inside.getSync('run', { reference: true }) as ivm.Reference;
      const tell = inside.getSync('report', { reference: true }) as ivm.Reference;
      report = () => String(tell.applySync(undefined, [], { timeout: 1_000, result: { copy: true } }));
      for (const globals of before) globals.runSync(context);
      const script = compiled.runSync(context, { reference: true }) as ivm.Reference;
      held.push(inside, start, tell, script);
      // Promises that the script made are settled before this returns: microtasks run, and are timed, with it.
      start.applySync(undefined, [input, script.derefInto()], { timeout: timeoutMs });
      const text = report();
      if (text.length > resultLengthMax * 2) return { outcome: 'failed', message: 'What the script left is too large.' };
      return { outcome: 'ended', report: text };
    } catch (error) {
      return failure(isolate, error, report);
    } finally {
      for (const reference of held) reference.release();
      if (!isolate.isDisposed) context.release();
    }
  } catch (error) {
    return failure(isolate, error, undefined);
  }
}

function failure(isolate: ivm.Isolate, error: unknown, report: (() => string) | undefined): Answer {
  if (isolate.isDisposed) return { outcome: 'memory' };
  const message = error instanceof Error ? error.message : String(error);
  if (message === 'Script execution timed out.') return { outcome: 'timeout', report: attempt(report) };
  return { outcome: 'failed', message };
}

function attempt(report: (() => string) | undefined): string | undefined {
  try {
    return report?.();
  } catch {
    return undefined;
  }
}
