import { createHash } from 'node:crypto';
import { WeftError } from '@weft/errors';
import type { CompiledScript, LogLevel } from '@weft/step-kit/executor';
import { openProcessPool, type TaskEnd } from './process-pool.ts';
import type { ScriptSource } from './protocol.ts';
import { readReport, resultOf, syntaxFailed, tellLogs } from './report.ts';

export interface ScriptLimits {
  /** Of one run, in milliseconds. */
  readonly timeoutMs: number;
  /** Of one run, in MB; at least 8. */
  readonly memoryMb: number;
}

export interface SandboxOptions {
  /** How many scripts run at the same time at most. Processes are started as they are needed. */
  readonly processes: number;
  /** Where Weft runs as root, scripts run as this user and group instead: `nobody` where it is not given. */
  readonly uid?: number;
}

/** Where code that users write runs: outside this process, without rights, within limits. */
export interface Sandbox extends AsyncDisposable {
  /**
   * The body of `async (input) => { … }`. It sees the JavaScript language, `input`, `console` and the helpers of expressions;
   * nothing of Node, no timers, no network. What it returns must be data that JSON can hold. Nothing is left from one run to the next.
   *
   * The script rejects with WeftError `SCRIPT_FAILED` (what it threw, with line and column; the place is in `problems` too),
   * `SCRIPT_LIMIT` (time, memory, size) or `CANCELLED`.
   */
  compile(source: string, limits: ScriptLimits): CompiledScript;
  /** The value of one expression that sees the members of `scope` as variables. Rejects as a script does. */
  evaluate(source: string, scope: Readonly<Record<string, unknown>>, limits: ScriptLimits, signal?: AbortSignal): Promise<unknown>;
  /** Compiles without running. @throws WeftError `SCRIPT_FAILED` with line and column. */
  check(source: string): Promise<void>;
  /** Process ids, for tests and diagnosis. */
  pids(): number[];
  /** Kills what runs; what is waiting rejects with `CANCELLED`. */
  close(): Promise<void>;
}

/** `nobody` on Linux. */
const nobody = 65_534;

/** How much longer than the script's own limit a process may be busy with it before it is killed: for loading, reading and writing. */
const graceMs = 1_000;
const graceMsPerMillionCharacters = 100;

/**
 * What a process may hold beside three times the script's own limit (an isolate may go over it by that much before it ends):
 * itself, a few idle isolates, and the document on its way in and out.
 */
const processMb = 384;
const processMbPerMillionCharacters = 8;

/** Less memory than this no isolate starts with. */
const memoryMbMin = 8;
const checkMemoryMb = 32;

/** Starts nothing yet: the first script does. */
export function createSandbox({ processes, uid = nobody }: SandboxOptions): Sandbox {
  const pool = openProcessPool(processes, uid);

  const runScript = async ({ script, key }: KeyedScript, timeoutMs: number, run: Run): Promise<unknown> => {
    const input = inputText(run.input);
    const millions = (input?.length ?? 0) / 1_000_000;
    const end = await pool.run({
      key,
      script,
      message: (id) => ({ kind: 'run', id, key, timeoutMs, ...(input === undefined ? {} : { input }) }),
      deadlineMs: timeoutMs + graceMs + millions * graceMsPerMillionCharacters,
      residentMbMax: processMb + 3 * script.memoryMb + millions * processMbPerMillionCharacters,
      ...(run.signal === undefined ? {} : { signal: run.signal }),
    });
    return outcomeOf(end, { timeoutMs, memoryMb: script.memoryMb }, run.onLog);
  };

  return {
    compile: (source, { timeoutMs, memoryMb }) => {
      const script = keyed({ kind: 'script', source, names: [], memoryMb });
      pool.warm();
      return (input, signal, onLog) => runScript(script, timeoutMs, { input, signal, onLog });
    },
    evaluate: (source, scope, { timeoutMs, memoryMb }, signal) => {
      const names = Object.keys(scope).filter((name) => /^[A-Za-z_$][\w$]*$/.test(name));
      const script = keyed({ kind: 'expression', source, names, memoryMb });
      return runScript(script, timeoutMs, { input: scope, signal, onLog: undefined });
    },
    check: async (source) => {
      const { script, key } = keyed({ kind: 'script', source, names: [], memoryMb: checkMemoryMb });
      const end = await pool.run({
        key,
        script,
        message: (id) => ({ kind: 'check', id, key }),
        deadlineMs: 2 * graceMs,
        residentMbMax: processMb,
      });
      if (end.outcome !== 'checked') outcomeOf(end, { timeoutMs: graceMs, memoryMb: checkMemoryMb }, undefined);
    },
    pids: pool.pids,
    close: pool.close,
    [Symbol.asyncDispose]: pool.close,
  };
}

interface Run {
  readonly input: unknown;
  readonly signal: AbortSignal | undefined;
  readonly onLog: ((level: LogLevel, message: string) => void) | undefined;
}

/** A script and what tells it from others. */
interface KeyedScript {
  readonly script: ScriptSource;
  readonly key: string;
}

function keyed(source: ScriptSource): KeyedScript {
  const script = { ...source, memoryMb: Math.max(memoryMbMin, source.memoryMb) };
  const text = JSON.stringify([script.kind, script.memoryMb, script.names, script.source]);
  return { script, key: createHash('sha256').update(text).digest('base64') };
}

function inputText(input: unknown): string | undefined {
  try {
    return JSON.stringify(input);
  } catch (cause) {
    const reason = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : '';
    throw new WeftError('SCRIPT_FAILED', `The document cannot be given to the script as JSON: ${reason}.`, { cause });
  }
}

function outcomeOf(end: TaskEnd, limits: ScriptLimits, onLog: Run['onLog']): unknown {
  switch (end.outcome) {
    case 'ended': {
      const report = readReport(end.report);
      tellLogs(report, onLog);
      return resultOf(report);
    }
    case 'timeout':
      if (end.report !== undefined) tellLogs(readReport(end.report), onLog);
      throw tooSlow(limits);
    case 'killed':
      throw end.limit === 'time' ? tooSlow(limits) : tooLarge(limits);
    case 'memory':
      throw tooLarge(limits);
    case 'crashed':
      throw new WeftError('SCRIPT_LIMIT', 'The script brought its process down, most likely by asking for too much memory at once.', {
        detail: end.reason,
      });
    case 'syntax':
      throw syntaxFailed(end.message);
    default:
      throw new WeftError('SCRIPT_FAILED', 'The script could not be run with this document.', {
        detail: end.outcome === 'failed' ? end.message : end.outcome,
      });
  }
}

function tooSlow({ timeoutMs }: ScriptLimits): WeftError {
  return new WeftError('SCRIPT_LIMIT', `The script took longer than the ${timeoutMs} ms it may take.`);
}

function tooLarge({ memoryMb }: ScriptLimits): WeftError {
  return new WeftError('SCRIPT_LIMIT', `The script needed more than the ${memoryMb} MB of memory it may use.`);
}
