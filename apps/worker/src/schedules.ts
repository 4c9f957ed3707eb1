import type { CallQueue, ExecuteJob } from '@weft/call';
import type { Schedule, Schedules } from '@weft/database';
import { lastTimes, nextTime } from '@weft/step-kit';
import type { Logger } from '@weft/telemetry';
import { derivedId } from './derived-id.ts';
import { type Rounds, startRounds } from './rounds.ts';

/** A time that is longer ago than this was missed. Schedules are kept to the minute. */
const missedMs = 60_000;
/** Executions that make up for missed times, at most. */
const madeUpMax = 100;
const firedAtOnce = 50;
/** A schedule that cannot be read is looked at again after this. */
const unreadableMs = 3_600_000;

export interface ScheduleLoopOptions {
  readonly schedules: Pick<Schedules, 'fireDue'>;
  readonly queue: Pick<CallQueue, 'add'>;
  readonly now: () => number;
  readonly everyMs: number;
  readonly log: Logger;
}

/**
 * The clock of a worker: each round fires what is due, and queues it or leaves it to the inbox. Every worker has one; the
 * database lets each time be fired by one of them only.
 */
export function startSchedules({ schedules, queue, now, everyMs, log }: ScheduleLoopOptions): Rounds {
  return startRounds(async () => {
    try {
      const at = new Date(now());
      const fired = await schedules.fireDue(at, async (schedule) => planFiring(schedule, at, log), firedAtOnce);
      // Accepted by its row in the inbox: what cannot be queued now is brought from there.
      const queued = await Promise.allSettled(fired.map(({ job }) => queue.add(JSON.parse(job) as ExecuteJob)));
      for (const result of queued) if (result.status === 'rejected') log.warn('schedule.not-queued', { error: result.reason });
    } catch (error) {
      log.warn('schedule.not-fired', { error });
    }
  }, everyMs);
}

type Firing = Awaited<ReturnType<Parameters<Schedules['fireDue']>[1]>>;

/** What is to be started of a schedule that is due at `at`, and when it is due next. */
function planFiring(schedule: Schedule, at: Date, log: Logger): Firing {
  try {
    const due = timesToStart(schedule, at);
    return { starts: due.map((dueAt) => start(schedule, dueAt, at)), nextAt: nextTime(schedule.spec, at) };
  } catch (error) {
    log.error('schedule.unreadable', { scheduleId: schedule.id, processId: schedule.processId, error });
    return { starts: [], nextAt: new Date(at.getTime() + unreadableMs) };
  }
}

function timesToStart({ spec, nextAt, goesOn }: Schedule, at: Date): Date[] {
  if (nextAt === undefined || (goesOn && spec.overlap === 'skip')) return [];
  const due = lastTimes(spec, at, spec.missed === 'all' ? madeUpMax : 1).filter((time) => time >= nextAt);
  const wanted = spec.missed === 'skip' ? due.filter((time) => at.getTime() - time.getTime() < missedMs) : due;
  return spec.overlap === 'skip' ? wanted.slice(-1) : wanted;
}

function start({ id, environmentId, processId, versionId }: Schedule, dueAt: Date, at: Date): Firing['starts'][number] {
  const executionId = derivedId(dueAt.getTime(), 'schedule', id, dueAt.toISOString());
  const job: ExecuteJob = {
    ...{ executionId, environmentId, processId, versionId },
    trigger: 'schedule',
    mode: 'general',
    acceptedAt: at.getTime(),
    properties: {},
    document: {
      id: 'root',
      contentType: '',
      properties: { schedule_due_at: dueAt.toISOString(), schedule_id: id },
      body: { base64: '' },
    },
    inbox: true,
  };
  return { executionId, job: JSON.stringify(job), dueAt };
}
