import { Body } from '@weft/document';
import { expect, test } from 'vitest';
import { runStep } from '../../test/run-step.ts';
import { definition } from './definition.ts';
import { implementation } from './executor.ts';

const raise = (config: object, body: unknown = {}) => runStep(implementation, config, { body: Body.fromValue(body) });

test('the error has the composed message and is the process own doing', async () => {
  await expect(raise({ message: 'Order {{ body.id }} is late' }, { id: 'A1' })).rejects.toMatchObject({
    code: 'RAISED',
    kind: 'user',
    status: 500,
    message: 'Order A1 is late',
    retryable: false,
  });
});

test('a constant message is raised as it stands', async () => {
  await expect(raise({ message: 'Closed today' })).rejects.toThrow(/^Closed today$/);
});

test('it has the status that the caller is to be answered, from 400 to 599', async () => {
  await expect(raise({ message: 'no', status: 422 })).rejects.toMatchObject({ code: 'RAISED', status: 422 });
  for (const status of [200, 399, 600, 422.5]) expect(definition.config.safeParse({ message: 'no', status }).success).toBe(false);
});

test('a message over 1,000 characters is cut, and an empty one says that it is', async () => {
  await expect(raise({ message: "{{ 'x'.repeat(2000) }}" })).rejects.toThrow(/^x{1000} …$/);
  await expect(raise({ message: ' {{ body.nothing }} ' })).rejects.toMatchObject({
    code: 'RAISED',
    message: 'The process raised an error without a message.',
  });
});

test.each(['false', 'null', 'body.missing'])('where the condition is %s the document goes on unchanged', async (condition) => {
  expect((await raise({ message: 'no', condition })).emissions).toEqual([{ port: 'out' }]);
});

test('the message is composed only where the error is raised', async () => {
  const config = { message: '{{ body.a.b.c }}', condition: 'body.a !== null' };
  expect((await raise(config, { a: null })).emissions).toEqual([{ port: 'out' }]);
});

test('a message that cannot be composed fails with its own error, at its field', async () => {
  await expect(raise({ message: '{{ body.a.b }}' }, {})).rejects.toMatchObject({
    code: 'EXPRESSION_FAILED',
    place: { pointer: '/message' },
  });
});

test('a body that must be fetched first is fetched', async () => {
  const source = {
    async *open() {
      yield new TextEncoder().encode('{"id":7}');
    },
  };
  const given = { body: Body.fromSource(source, 'application/json') };
  await expect(runStep(implementation, { message: 'no {{ body.id }}', condition: 'body.id === 7' }, given)).rejects.toThrow('no 7');
});

test('documents can go on only where there is a condition', () => {
  expect(definition.ports({ message: 'x', status: 500 })).toEqual([]);
  expect(definition.ports({ message: 'x', status: 500, condition: ' ' })).toEqual([]);
  expect(definition.ports({ message: 'x', status: 500, condition: 'body.a' }).map(({ id }) => id)).toEqual(['out']);
});
