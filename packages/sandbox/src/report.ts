import { WeftError } from '@weft/errors';
import type { LogLevel } from '@weft/step-kit/executor';
import * as z from 'zod';
import { scriptName } from './protocol.ts';

/** What the inside of the isolate says about a run. Written where the script may meddle: checked like any input. */
const reportSchema = z.object({
  state: z.enum(['pending', 'ended', 'failed', 'unserializable', 'no-data', 'too-large']),
  logs: z.array(z.tuple([z.enum(['debug', 'info', 'warn', 'error']), z.string()])).max(201),
  value: z.unknown().optional(),
  name: z.string().max(5_000).optional(),
  message: z.string().max(5_000).optional(),
  stack: z.string().max(5_000).optional(),
});

type Report = z.infer<typeof reportSchema>;

/** @throws WeftError `SCRIPT_FAILED` where it is not a report at all. */
export function readReport(text: string): Report {
  try {
    return reportSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new WeftError('SCRIPT_FAILED', 'The script changed built-in functions so much that its result cannot be read.', { cause });
  }
}

/** Hands the lines that the script wrote to whoever keeps the log. */
export function tellLogs({ logs }: Report, onLog: ((level: LogLevel, message: string) => void) | undefined): void {
  for (const [level, line] of logs) onLog?.(level, line);
}

/** The script's result. @throws WeftError `SCRIPT_FAILED` or `SCRIPT_LIMIT`. */
export function resultOf(report: Report): unknown {
  switch (report.state) {
    case 'ended':
      return report.value;
    case 'failed':
      throw scriptFailed(failureText(report), placeIn(report.stack ?? ''));
    case 'pending':
      throw new WeftError(
        'SCRIPT_FAILED',
        'The script waits for a promise that is never settled. There are no timers and no network in scripts.',
      );
    case 'unserializable':
      throw new WeftError('SCRIPT_FAILED', `The result of the script cannot be made JSON: ${firstLine(report.message ?? '')}.`);
    case 'no-data':
      throw new WeftError('SCRIPT_FAILED', 'The script returned a function or a symbol. Return plain data.');
    case 'too-large':
      throw new WeftError('SCRIPT_LIMIT', 'The result of the script is too large. Return less, or split the document first.');
  }
}

/** For a message of the compiler, which ends in `[script.js:3:5]`. @returns WeftError `SCRIPT_FAILED`. */
export function syntaxFailed(message: string): WeftError {
  const [text = message] = message.split(` [${scriptName}:`);
  return scriptFailed(`SyntaxError: ${text}`, placeIn(message));
}

interface SourcePlace {
  readonly line: number;
  readonly column: number;
}

function scriptFailed(text: string, place: SourcePlace | undefined): WeftError {
  const where = place === undefined ? '' : ` (line ${place.line}, column ${place.column})`;
  return new WeftError('SCRIPT_FAILED', `The script failed: ${text}${where}`, {
    ...(place === undefined ? {} : { problems: [{ ...place, message: text }] }),
  });
}

function failureText({ name = '', message = '' }: Report): string {
  return name === '' || message.startsWith(name) ? message || name || 'nothing was said' : `${name}: ${message}`;
}

/** The innermost place in the user's own lines. */
function placeIn(text: string): SourcePlace | undefined {
  const [, line, column] = /\bscript\.js:(\d+):(\d+)/.exec(text) ?? [];
  return line === undefined || column === undefined ? undefined : { line: Number(line), column: Number(column) };
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}
