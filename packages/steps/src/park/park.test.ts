import { Body } from '@weft/document';
import type { ParkRequest } from '@weft/step-kit/executor';
import { expect, test } from 'vitest';
import { runStep } from '../../test/run-step.ts';
import { implementation } from './executor.ts';

function shelf() {
  const parked: ParkRequest[] = [];
  return { parked, park: async (request: ParkRequest) => void parked.push(request) };
}

test('the document is put aside as it is, with its reason, and nothing goes on', async () => {
  const { parked, park } = shelf();
  const given = { body: Body.fromValue({ id: 7 }), properties: { a: 1 }, context: { park } };
  const { emissions, log } = await runStep(implementation, { reason: 'Order {{ body.id }}\n is odd' }, given);
  expect(emissions).toEqual([]);
  expect(parked).toMatchObject([{ reason: 'Order 7 is odd', port: 'out', document: { id: 'root', properties: { a: 1 } } }]);
  expect(parked[0]?.document.body).toBe(given.body);
  expect(log).toEqual(['info: Put aside: Order 7 is odd']);
});

test('a reason that comes to nothing does not keep a document from being put aside, and a long one is cut', async () => {
  const { parked, park } = shelf();
  await runStep(implementation, { reason: '{{ body.missing }}' }, { body: Body.fromValue({}), context: { park } });
  await runStep(implementation, { reason: "{{ 'x'.repeat(5000) }}" }, { context: { park } });
  expect(parked.map(({ reason }) => reason)).toEqual(['No reason was given.', 'x'.repeat(1_000)]);
});

test('what cannot be put aside fails instead of getting lost', async () => {
  const park = async () => {
    throw new Error('the database is gone');
  };
  await expect(runStep(implementation, { reason: 'r' }, { context: { park } })).rejects.toThrow('the database is gone');
  await expect(runStep(implementation, { reason: 'r' })).rejects.toMatchObject({ code: 'STEP_FAILED' });
});

test('a reason that fails parks nothing', async () => {
  const { parked, park } = shelf();
  await expect(
    runStep(implementation, { reason: '{{ body.a.b.c }}' }, { body: Body.fromValue({}), context: { park } }),
  ).rejects.toMatchObject({
    place: { pointer: '/reason' },
  });
  expect(parked).toEqual([]);
});
