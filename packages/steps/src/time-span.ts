import { field } from '@weft/step-kit';

const unitMs = { seconds: 1_000, minutes: 60_000, hours: 3_600_000, days: 86_400_000 } as const;
export const units = ['seconds', 'minutes', 'hours', 'days'] as const;
const daysMax = 366;

const shape = {
  amount: field.number({ title: 'Amount', description: 'How many of the unit; more than 0.' }).positive('It must be more than 0.'),
  unit: field.select(units, { title: 'Unit', description: 'Seconds, minutes, hours or days.' }),
};

/** A field for how long something lasts: an amount and its unit, up to a year. */
export function timeSpanField(options: { readonly title: string; readonly description: string }) {
  return field
    .group(shape, options)
    .refine((span) => millisecondsOf(span) >= 1_000, 'At least one second is possible.')
    .refine((span) => millisecondsOf(span) <= daysMax * unitMs.days, `At most ${daysMax} days are possible.`);
}

/** What the field holds. */
export interface TimeSpan {
  readonly amount: number;
  readonly unit: (typeof units)[number];
}

export function millisecondsOf({ amount, unit }: TimeSpan): number {
  return Math.round(amount * unitMs[unit]);
}

/** "1 hour", "10 minutes". */
export function inWords({ amount, unit }: TimeSpan): string {
  return `${amount} ${amount === 1 ? unit.slice(0, -1) : unit}`;
}
