import { WeftError } from '@weft/errors';
import type { Plan } from '@weft/process';
import { expect } from 'vitest';
import { type RunOptions, startPlan } from '../harness.ts';
import { makeWorld, type WorldOptions } from '../journal-world.ts';
import { planBuilder } from '../plan-builder.ts';

/** What may befall each part of a process. */
export const befalls = ['empty', 'several', 'failed', 'cancelled', 'crashed', 'slow', 'expired'] as const;
type Befall = (typeof befalls)[number];

export interface Cell {
  /** The sentence of the table. */
  readonly says: string;
  readonly holds: () => Promise<void>;
}

/** One part of a process: its column of the table. */
export type Column = Readonly<Record<Befall, Cell>>;

/** `start → …` with effects that may be had once, by their names. */
export function withEffects(...ids: readonly string[]): ReturnType<typeof planBuilder> {
  const builder = planBuilder().start();
  for (const id of ids) builder.step(id, 'effect', { name: id });
  return builder.effect('once', ...ids);
}

/** Starts a plan, waits until `isReached`, then ends it from outside; gives what it came to. */
export async function endedMeanwhile(plan: Plan, reason: 'cancelled' | 'expired', options: RunOptions & { readonly step: string }) {
  const abort = new AbortController();
  const started = startPlan(plan, { ...options, signal: abort.signal });
  await expect.poll(() => started.events.some((event) => event.kind === 'step.started' && event.stepId === options.step)).toBe(true);
  if (reason === 'cancelled') abort.abort();
  else abort.abort(new WeftError('TIMEOUT', 'The execution took longer than it may.'));
  const outcome = await started.outcome;
  expect(outcome).toMatchObject({ status: 'cancelled', error: { code: reason === 'cancelled' ? 'CANCELLED' : 'TIMEOUT' } });
  return { ...started, outcome };
}

/** Kills the worker at every write in turn, before and after it is durable; every end must be as without a kill. */
export async function survivesEveryKill(plan: Plan, options: WorldOptions = {}, callBack?: (world: World) => void): Promise<void> {
  const clean = makeWorld(plan, options);
  const { outcome, documents } = await clean.untilTheEnd(callBack);
  const bodies = (all: typeof documents) => all.map(({ id, body }) => `${id} ${JSON.stringify(body.value())}`).sort();
  expect(clean.writes()).toBeGreaterThan(0);
  for (let write = 1; write <= clean.writes(); write++) {
    for (const durable of [false, true]) {
      const world = makeWorld(plan, { ...options, kills: [{ write, durable }] });
      const end = await world.untilTheEnd(callBack);
      const effects = world.effects.map((effect) => effect.split(' ').slice(0, 2).join(' '));
      expect(effects).toEqual([...new Set(effects)]);
      // Nobody knows whether an effect that had begun was had: that is for people.
      if (world.parked.size > 0) continue;
      expect(end.outcome.status).toBe(outcome.status);
      expect(bodies(end.documents)).toEqual(bodies(documents));
      expect(world.effects.length).toBe(clean.effects.length);
    }
  }
}

type World = ReturnType<typeof makeWorld>;
