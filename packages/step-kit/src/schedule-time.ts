import { Cron } from 'croner';
import type { ScheduleSpec } from './step-definition.ts';

/** The part of a schedule that says when. */
export type ScheduleClock = Pick<ScheduleSpec, 'cron' | 'timeZone'>;

/** Numbers, names of months and days, lists, ranges and steps: what every cron knows. `L`, `W`, `#` and `@daily` differ from one to the other. */
const field = /^(\*|(\d+|[a-z]{3})(-(\d+|[a-z]{3}))?)(\/\d+)?(,(\*|(\d+|[a-z]{3})(-(\d+|[a-z]{3}))?)(\/\d+)?)*$/i;

/**
 * The first time after `after` at which the schedule is due; undefined where it never is again.
 *
 * Daylight saving: a time of day that the clocks jump over is due when they have jumped; one that they pass twice is due the
 * first time only. Where the hour has a `*` or a step, it counts hours as they pass instead: none left out, none missing.
 * @throws TypeError where {@link cronProblem} or {@link timeZoneProblem} have something to say.
 */
export function nextTime(clock: ScheduleClock, after: Date): Date | undefined {
  return open(clock).nextRun(after) ?? undefined;
}

/** The last times up to and including `until` at which the schedule was due, at most `count`, the earliest first. */
export function lastTimes(clock: ScheduleClock, until: Date, count: number): Date[] {
  // The library leaves the reference itself out.
  return open(clock)
    .previousRuns(count, new Date(until.getTime() + 1_000))
    .filter((time) => time <= until)
    .reverse();
}

/** What is wrong with a cron expression, in a sentence; undefined where it can be used. */
export function cronProblem(cron: string): string | undefined {
  const fields = cron.trim().split(/\s+/);
  if (cron.trim() === '' || fields.length !== 5)
    return 'A cron expression has five fields: minute, hour, day of the month, month, day of the week.';
  const odd = fields.find((text) => !field.test(text));
  if (odd !== undefined)
    return `"${odd}" is none of *, a number, a name such as MON or JAN, a list (1,15), a range (1-5) or a step (*/15).`;
  try {
    // February the 30th is a well-formed day that never comes. The reference is fixed, so that the answer does not change with the day.
    const first = nextTime({ cron, timeZone: 'UTC' }, new Date(Date.UTC(2024, 0, 1)));
    return first === undefined ? 'There is no such day: this time never comes.' : undefined;
  } catch (thrown) {
    return `This is no cron expression: ${thrown instanceof Error ? thrown.message.replace(/^CronPattern: /, '') : 'it cannot be read'}.`.replace(
      /\.\.$/,
      '.',
    );
  }
}

/** What is wrong with the name of a time zone; undefined where this machine knows it. */
export function timeZoneProblem(timeZone: string): string | undefined {
  try {
    // An offset such as +02:00 is understood too, but knows no daylight saving: it is most likely a mistake.
    if (!/^[A-Za-z]/.test(timeZone)) return 'A time zone is a name such as Europe/Berlin or UTC.';
    new Intl.DateTimeFormat('en', { timeZone });
    return undefined;
  } catch {
    return `There is no time zone "${timeZone}". It is a name such as Europe/Berlin, America/New_York or UTC.`;
  }
}

function open({ cron, timeZone }: ScheduleClock): Cron {
  return new Cron(cron.trim(), { timezone: timeZone, mode: '5-part', fixedTimeRule: 'no-wildcard', paused: true });
}
