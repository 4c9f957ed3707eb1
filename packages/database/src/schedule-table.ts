import { isDeepStrictEqual } from 'node:util';
import { nextTime, type ScheduleSpec } from '@weft/step-kit';
import { newId } from './id.ts';
import type { Transaction } from './store.ts';

/** Takes the schedules of a process away. */
export async function removeSchedules(tx: Transaction, environmentId: string, processId: string): Promise<void> {
  await tx.$executeRaw`DELETE FROM schedule WHERE environment_id = ${environmentId} AND process_id = ${processId}`;
}

/**
 * Makes these the schedules of a process, which start `versionId` from now on. One that was there before stays itself: it stays
 * paused, and a time that is due stays due where the schedule says the same as before. The environment is locked.
 */
export async function setSchedules(
  tx: Transaction,
  given: {
    readonly environmentId: string;
    readonly processId: string;
    readonly versionId: string;
    readonly specs: readonly ScheduleSpec[];
  },
): Promise<void> {
  const { environmentId, processId, versionId, specs } = given;
  await tx.$executeRaw`DELETE FROM schedule
    WHERE environment_id = ${environmentId} AND process_id = ${processId} AND place >= ${specs.length}`;
  for (const [place, spec] of specs.entries()) {
    const [before] = await tx.$queryRaw<Before[]>`SELECT id, spec, paused, next_at AS "nextAt", last_at AS "lastAt" FROM schedule
      WHERE environment_id = ${environmentId} AND process_id = ${processId} AND place = ${place} FOR UPDATE`;
    const nextAt = nextOf(spec, before);
    if (before === undefined) {
      await tx.$executeRaw`INSERT INTO schedule (id, environment_id, process_id, place, version_id, spec, next_at)
        VALUES (${newId()}, ${environmentId}, ${processId}, ${place}, ${versionId}, ${JSON.stringify(spec)}::json, ${nextAt})`;
    } else {
      await tx.$executeRaw`UPDATE schedule SET version_id = ${versionId}, spec = ${JSON.stringify(spec)}::json, next_at = ${nextAt}
        WHERE id = ${before.id}`;
    }
  }
}

interface Before {
  readonly id: string;
  readonly spec: unknown;
  readonly paused: boolean;
  readonly nextAt: Date | null;
  readonly lastAt: Date | null;
}

function nextOf(spec: ScheduleSpec, before: Before | undefined): Date | null {
  if (before?.paused === true) return null;
  if (before !== undefined && isDeepStrictEqual(before.spec, spec)) return before.nextAt;
  return timeAfter(spec, before?.lastAt ?? undefined) ?? null;
}

/** The next time from now on, and after the last one that was fired: clocks may have been set back since. */
export function timeAfter(spec: ScheduleSpec, lastAt: Date | undefined, now = new Date()): Date | undefined {
  return nextTime(spec, lastAt !== undefined && lastAt > now ? lastAt : now);
}
