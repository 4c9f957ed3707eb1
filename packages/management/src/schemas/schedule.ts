import { z } from '@hono/zod-openapi';
import type { Schedule } from '@weft/database';
import { scheduleInWords } from '@weft/step-kit';
import { idSchema, time } from './common.ts';

export const scheduleSchema = z
  .object({
    id: z.string(),
    processId: z.string(),
    processName: z.string(),
    versionId: z.string(),
    words: z.string().openapi({ description: 'The rhythm as people say it.', example: 'every day at 06:30, Europe/Berlin' }),
    cron: z.string().openapi({ example: '30 6 * * *' }),
    timeZone: z.string().openapi({ example: 'Europe/Berlin' }),
    missed: z.enum(['skip', 'once', 'all']),
    overlap: z.enum(['skip', 'allow']),
    paused: z.boolean(),
    nextAt: time.nullable().openapi({ description: 'null where it is paused or never comes again.' }),
    lastAt: time.nullable().openapi({ description: 'The last time that started an execution.' }),
    lastExecutionId: z.string().nullable(),
    goesOn: z.boolean().openapi({ description: 'The execution it started last has not ended.' }),
  })
  .openapi('Schedule');

export const scheduleQuery = z.object({ process: idSchema.optional() });

export const pauseBody = z.strictObject({ paused: z.boolean() });

export function presentSchedule(schedule: Schedule): z.input<typeof scheduleSchema> {
  const { id, processId, processName, versionId, spec, paused, nextAt, lastAt, lastExecutionId, goesOn } = schedule;
  return {
    ...{ id, processId, processName, versionId, words: scheduleInWords(spec), ...spec, paused, goesOn },
    nextAt: nextAt?.toISOString() ?? null,
    lastAt: lastAt?.toISOString() ?? null,
    lastExecutionId: lastExecutionId ?? null,
  };
}
