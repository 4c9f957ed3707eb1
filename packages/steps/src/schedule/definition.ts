import { cronProblem, defineStep, field, type ScheduleSpec, scheduleInWords, timeZoneProblem } from '@weft/step-kit';
import * as z from 'zod';
import { cronOf } from './cron-of.ts';

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

const timeOfDay = field
  .text({ title: 'At', description: 'The time of day, hours and minutes, from 00:00 to 23:59.', placeholder: '06:30' })
  .regex(/^([01]?\d|2[0-3]):[0-5]\d$/, 'A time of day has hours and minutes, such as 06:30.');

const minutes = field.group(
  {
    every: z.literal('minutes'),
    minutes: field
      .number({ title: 'Minutes', description: 'How many minutes lie between two times: 1, 2, 3, 4, 5, 6, 10, 12, 15, 20 or 30.' })
      .int()
      .min(1, 'A schedule comes at most once a minute.')
      .max(30, 'At most 30; for longer pauses choose every hour, or a cron expression.')
      .refine((value) => 60 % value === 0, 'An hour must be divisible by it: 1, 2, 3, 4, 5, 6, 10, 12, 15, 20 or 30.')
      .default(15),
  },
  { title: 'Every few minutes', description: 'In an even rhythm, counted from the full hour.' },
);

const hour = field.group(
  {
    every: z.literal('hour'),
    minute: field
      .number({ title: 'Minute', description: 'The minute of each hour, 0 to 59.' })
      .int()
      .min(0)
      .max(59, 'An hour has the minutes 0 to 59.')
      .default(0),
  },
  { title: 'Every hour', description: 'At one minute of each hour.' },
);

const day = field.group({ every: z.literal('day'), at: timeOfDay }, { title: 'Every day', description: 'At one time of each day.' });

const week = field.group(
  {
    every: z.literal('week'),
    on: field
      .list(field.select(weekdays, { title: 'Day', description: 'A day of the week.' }), {
        title: 'On',
        description: 'The days of the week.',
      })
      .min(1, 'Choose at least one day.')
      .refine((list) => new Set(list).size === list.length, 'A day stands in the list twice.'),
    at: timeOfDay,
  },
  { title: 'On days of the week', description: 'At one time of some days of each week.' },
);

const cron = field.group(
  {
    every: z.literal('cron'),
    expression: field
      .text({
        title: 'Cron expression',
        description:
          'Five fields: minute, hour, day of the month, month, day of the week. Where both kinds of day are given, either is enough.',
        placeholder: '0 6 1 * *',
      })
      .superRefine((expression, context) => {
        const message = cronProblem(expression);
        if (message !== undefined) context.addIssue({ code: 'custom', message });
      }),
  },
  { title: 'Cron expression', description: 'Any rhythm that a cron expression can say.' },
);

const config = z
  .strictObject({
    when: field.choice('every', [minutes, hour, day, week, cron], { title: 'When', description: 'The rhythm.' }),
    timeZone: field
      .text({
        title: 'Time zone',
        description: 'Whose clock it is, daylight saving included: a name such as Europe/Berlin or America/New_York.',
        placeholder: 'UTC',
      })
      .superRefine((zone, context) => {
        const message = timeZoneProblem(zone);
        if (message !== undefined) context.addIssue({ code: 'custom', message });
      })
      .default('UTC'),
    missed: field
      .select(['skip', 'once', 'all'], {
        title: 'Missed times',
        description:
          'What becomes of times that passed while Weft did not run: left out (skip), made up for by one execution (once), or by one for each (all, the last 100 at most).',
        advanced: true,
      })
      .default('once'),
    overlap: field
      .select(['skip', 'allow'], {
        title: 'Still running',
        description: 'What becomes of a time at which the execution before still goes on: left out (skip), or started beside it (allow).',
        advanced: true,
      })
      .default('skip'),
  })
  .superRefine(({ missed, overlap }, context) => {
    if (missed === 'all' && overlap === 'skip') {
      const message = 'One execution for each missed time means several at once: set "Still running" to allow.';
      context.addIssue({ code: 'custom', path: ['overlap'], message });
    }
  });

/** Starts the process by the clock. */
export const definition = defineStep({
  type: 'schedule',
  version: 1,
  title: 'Schedule',
  summary: 'Starts the process at set times.',
  category: 'start',
  keywords: ['start', 'timer', 'cron', 'clock', 'nightly', 'daily', 'hourly', 'interval', 'poll', 'batch', 'scheduler'],
  role: 'start',
  effect: 'none',
  config,
  initial: { when: { every: 'day', at: '06:00' }, timeZone: 'UTC', missed: 'once', overlap: 'skip' },
  ports: () => [{ id: 'out', title: 'time' }],
  describe: (set) => scheduleInWords(specOf(set)),
  schedule: specOf,
});

function specOf({ when, timeZone, missed, overlap }: z.output<typeof config>): ScheduleSpec {
  return { cron: cronOf(when), timeZone, missed, overlap };
}
