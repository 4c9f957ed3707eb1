import type { Document } from '@weft/document';
import { WeftError } from '@weft/errors';
import { field } from '@weft/step-kit';
import type { StepContext, StepTools } from '@weft/step-kit/executor';
import * as z from 'zod';
import { oneLine } from './one-line.ts';
import { millisecondsOf, units } from './time-span.ts';

/** The longest wait: whoever means longer has most often confused a unit. */
const daysMax = 366;
const dayMs = 86_400_000;

/** A wait ends after a while. */
export const afterASpan = field.group(
  {
    ends: z.literal('after'),
    amount: field
      .template({
        title: 'Amount',
        description: 'How many of the unit: a number, or {{ an expression }} that gives one.',
        placeholder: '{{ body.minutes }}',
      })
      .min(1, 'The amount is empty.')
      .refine((text) => text.includes('{{') || isSpan(Number(text)), 'The amount must be a number from 0, or an {{ expression }}.'),
    unit: field.select(units, { title: 'Unit', description: 'Seconds, minutes, hours or days.' }),
  },
  { title: 'After a while', description: 'So long after the document arrives.' },
);

/** A wait ends at a time. */
export const atATime = field.group(
  {
    ends: z.literal('at'),
    time: field
      .template({
        title: 'Time',
        description:
          'Date and time with their zone (ISO 8601), or {{ an expression }} that gives them. A time that has passed ends the wait at once.',
        placeholder: '{{ body.dueAt }}',
      })
      .min(1, 'The time is empty.')
      .refine((text) => text.includes('{{') || isTime(text), 'Write date and time with their zone, such as 2026-12-24T18:00:00+01:00.'),
  },
  { title: 'At a time', description: 'When that time has come.' },
);

type EndOfWait = z.output<typeof afterASpan> | z.output<typeof atATime>;

/** "2 hours", "until {{ body.dueAt }}". */
export function endInWords(end: EndOfWait): string {
  if (end.ends === 'at') return oneLine(`until ${end.time}`);
  return oneLine(`${end.amount} ${end.amount.trim() === '1' ? end.unit.slice(0, -1) : end.unit}`);
}

/** When the wait of a document ends. Milliseconds since 1970. */
export type CompiledEnd = (document: Document, context: Pick<StepContext, 'execution' | 'now'>) => Promise<number>;

/** @param pointer Where `end` stands in the config. */
export function compileEnd(end: EndOfWait, tools: Pick<StepTools, 'template'>, pointer: string): CompiledEnd {
  if (end.ends === 'at') {
    const at = `${pointer}/time`;
    const template = tools.template(end.time, at);
    return async (document, { execution, now }) => notTooFar(timeOf(await template(document, execution), at), now(), at);
  }
  const at = `${pointer}/amount`;
  const template = tools.template(end.amount, at);
  return async (document, { execution, now }) => {
    const amount = amountOf(await template(document, execution), at);
    return notTooFar(now() + millisecondsOf({ amount, unit: end.unit }), now(), at);
  };
}

function amountOf(text: string, pointer: string): number {
  const amount = text.trim() === '' ? Number.NaN : Number(text);
  if (isSpan(amount)) return amount;
  throw failure(`The amount is ${shown(text)} for this document; it must be a number from 0.`, pointer);
}

function timeOf(text: string, pointer: string): number {
  if (isTime(text)) return Date.parse(text.trim());
  const sentence = `The time is ${shown(text)} for this document. It must be date and time with their zone, such as 2026-12-24T18:00:00+01:00 or 2026-12-24T17:00:00Z.`;
  throw failure(sentence, pointer);
}

function notTooFar(until: number, now: number, pointer: string): number {
  if (until - now <= daysMax * dayMs) return until;
  throw failure(`The wait would end on ${readable(until)}; at most ${daysMax} days are possible.`, pointer);
}

function isSpan(amount: number): boolean {
  return Number.isFinite(amount) && amount >= 0;
}

/** Without its zone a time would mean another moment on another machine. */
function isTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/.test(text.trim()) && !Number.isNaN(Date.parse(text.trim()));
}

function readable(time: number): string {
  return Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : 'a day that no calendar has';
}

function shown(text: string): string {
  return text.trim() === '' ? 'empty' : `"${oneLine(text)}"`;
}

function failure(sentence: string, pointer: string): WeftError {
  return new WeftError('STEP_FAILED', sentence, { place: { pointer } });
}
