import { WeftError } from '@weft/errors';
import type { Plan } from '@weft/process';
import { describe, expect, test } from 'vitest';
import { type Kill, makeWorld, type World } from './journal-world.ts';
import { planBuilder } from './plan-builder.ts';
import { stepType } from './step-types.ts';

const day = 86_400_000;

/** Fails in the first attempt only, as a service does that was down for a moment. */
const flaky = stepType('flaky', (_config, _document, { execution }) => {
  if (execution.attempt === 1) throw new WeftError('HTTP_STATUS', 'The service answered 503.');
  return { port: 'out' };
});

const effects = (builder: ReturnType<typeof planBuilder>, ...ids: string[]) => {
  for (const id of ids) builder.step(id, 'effect', { name: id });
  return builder.effect('once', ...ids);
};

const guarded = (inside: (builder: ReturnType<typeof planBuilder>) => void) => {
  const builder = planBuilder().start().guard('guard');
  inside(builder);
  effects(builder, 'instead', 'tidy').step('sink', 'collect', {}, []);
  builder.link('start', 'guard').chain('guard.failed', 'instead', 'sink').chain('guard.ended', 'tidy', 'sink');
  return builder.build();
};

const cases: Readonly<Record<string, Plan>> = {
  'a guard in which nothing fails': guarded((plan) => effects(plan, 'work').chain('guard.inside', 'work', 'sink')),
  'a guard that catches behind an effect': guarded((plan) =>
    effects(plan, 'work').step('failing', 'fail').chain('guard.inside', 'work', 'failing', 'sink'),
  ),
  'a guard around an effect that fails': guarded((plan) =>
    plan.step('work', 'effect', { name: 'work', fails: true }).effect('once', 'work').chain('guard.inside', 'work', 'sink'),
  ),
  'a guard that catches what would not fail again': guarded((plan) =>
    effects(plan, 'work').step('flaky', 'flaky').chain('guard.inside', 'flaky', 'work', 'sink'),
  ),
  'a guard that catches after a wait of days': guarded((plan) =>
    effects(plan, 'work').wait('rest', { ms: day }).step('failing', 'fail').chain('guard.inside', 'work', 'rest', 'failing', 'sink'),
  ),
  'a guard that catches while another path waits for days': guarded((plan) =>
    effects(plan, 'work')
      .branch('branch', ['a', 'b'])
      .wait('rest', { ms: 9 * day })
      .wait('shorter', { ms: day })
      .step('failing', 'fail')
      .link('guard.inside', 'branch')
      .chain('branch.a', 'work', 'rest', 'sink')
      .chain('branch.b', 'shorter', 'failing'),
  ),
  'a for-each of effects': effects(planBuilder().start().each('each', { concurrency: 2 }), 'work', 'send')
    .step('sink', 'collect', {}, [])
    .link('start', 'each')
    .link('each.item', 'work')
    .chain('each.ended', 'send', 'sink')
    .build(),
  'a for-each that goes on past failures': effects(planBuilder().start().each('each', { failed: 'failed' }), 'work', 'instead', 'send')
    .step('refuse', 'fail-where', { value: 'b' })
    .step('sink', 'collect', {}, [])
    .link('start', 'each')
    .chain('each.item', 'refuse', 'work')
    .chain('each.failed', 'instead', 'sink')
    .chain('each.ended', 'send', 'sink')
    .build(),
  'a for-each whose items wait for days': effects(planBuilder().start().each('each', { concurrency: 2 }), 'work', 'send')
    .wait('rest', { ms: day })
    .step('sink', 'collect', {}, [])
    .link('start', 'each')
    .chain('each.item', 'rest', 'work')
    .chain('each.ended', 'send', 'sink')
    .build(),
};

const named = (world: World) => world.effects.map((effect) => effect.split(' ').slice(0, 2).join(' '));

async function runWith(plan: Plan, kills: readonly Kill[]) {
  const world = makeWorld(plan, { kills, body: ['a', 'b', 'c'], more: [flaky] });
  const { outcome, documents } = await world.untilTheEnd();
  return { world, outcome, bodies: documents.map(({ id, body }) => `${id} ${JSON.stringify(body.value())}`).sort() };
}

function expectOneWay(world: World): void {
  // Each effect at most once, and never both the effect behind a failing step and the one that stands in for it.
  expect(named(world)).toEqual([...new Set(named(world))]);
}

async function expectRecovery(plan: Plan, kills: readonly Kill[], clean: Awaited<ReturnType<typeof runWith>>): Promise<void> {
  const { world, outcome, bodies } = await runWith(plan, kills);
  expectOneWay(world);
  const caught = world.entries.some((entry) => entry.kind === 'failure' && entry.error.code === 'OUTCOME_UNKNOWN');
  if (caught || world.parked.size > 0) {
    // Somebody has to look whether it took effect: it is put aside, and the way for failures is taken.
    expect(world.parked.size).toBeGreaterThan(0);
    return;
  }
  expect(outcome.status).toBe(clean.outcome.status);
  expect(bodies).toEqual(clean.bodies);
  expect(new Set(named(world))).toEqual(new Set(named(clean.world)));
}

describe.each(Object.entries(cases).filter(([name]) => !name.includes('would not fail again')))('with %s', (_name, plan) => {
  test('a kill at any write, before or after it is durable, repeats no effect and takes the same way', async () => {
    const clean = await runWith(plan, []);
    expect(clean.outcome.status).toBe('succeeded');
    expect(clean.world.writes()).toBeGreaterThan(2);
    for (let write = 1; write <= clean.world.writes(); write++) {
      for (const durable of [false, true]) await expectRecovery(plan, [{ write, durable }], clean);
    }
  });

  test('neither do two kills, one after the other', async () => {
    const clean = await runWith(plan, []);
    for (let write = 1; write <= clean.world.writes(); write++) {
      for (const durable of [false, true]) {
        for (const after of [1, 2, 3]) {
          await expectRecovery(
            plan,
            [
              { write, durable },
              { write: write + after, durable: !durable },
            ],
            clean,
          );
        }
      }
    }
  });
});

test('once something has come of a caught failure, another attempt fails there too, though the step would not any more', async () => {
  const plan = cases['a guard that catches what would not fail again'] as Plan;
  const clean = await runWith(plan, []);
  expect(named(clean.world)).toEqual(['instead root/guard.1', 'tidy root/guard.2']);
  for (let write = 1; write <= clean.world.writes(); write++) {
    for (const durable of [false, true]) {
      const { world } = await runWith(plan, [{ write, durable }]);
      const ways = new Set(named(world).map((name) => name.split(' ')[0]));
      expect([...ways].filter((way) => way === 'work' || way === 'instead').length, `${write} ${durable}`).toBeLessThanOrEqual(1);
    }
  }
});
