import { type PersonRole, roles } from '@weft/database';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isAtLeast } from '../src/access/caller.ts';
import { type OperationId, operations } from '../src/access/operations.ts';
import { describeManagementApi } from '../src/app.ts';
import { type Management, openManagement } from './management.ts';

interface Operation {
  readonly id: OperationId;
  readonly method: string;
  readonly path: string;
  readonly hasBody: boolean;
}

/** Every operation of the description, with ids that exist nowhere. */
function everyOperation(): Operation[] {
  const { paths } = describeManagementApi() as {
    paths: Record<string, Record<string, { operationId: OperationId; requestBody?: unknown }>>;
  };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, requestBody }]) => ({
      id: operationId,
      method: method.toUpperCase(),
      path: path.replace('/api/v1', '').replaceAll(/\{\w+\}/g, 'nothing-here'),
      hasBody: requestBody !== undefined,
    })),
  );
}

let management: Management;
beforeAll(async () => {
  management = await openManagement();
});
afterAll(() => management[Symbol.asyncDispose]());

test('the table of operations and the description name the same operations', () => {
  expect(
    everyOperation()
      .map(({ id }) => id)
      .sort(),
  ).toEqual(Object.keys(operations).sort());
});

describe('each operation is refused below its role and not refused at it', () => {
  for (const { id, method, path, hasBody } of everyOperation()) {
    const least: PersonRole | 'anyone' = operations[id];
    test(`${id} needs ${least}`, async () => {
      // A body that fits nothing: who passes the role check is told so, and nothing is changed.
      const send = (as: PersonRole | 'nobody') => management.request(path, { method, as, ...(hasBody ? { json: [] } : {}) });
      for (const role of roles) {
        // An event stream that is let through would stay open; its refusals are what counts.
        if (id === 'watchExecutions' && isAtLeast(role, 'viewer')) continue;
        if (id === 'watchExecution' && role !== 'viewer') continue;
        const { status } = await send(role);
        if (least !== 'anyone' && !isAtLeast(role, least)) expect([role, status]).toEqual([role, 403]);
        else expect([401, 403, 500]).not.toContain(status);
      }
      const nobody = await send('nobody');
      if (least === 'anyone') expect(nobody.status).not.toBe(401);
      else expect(nobody.status).toBe(401);
    });
  }
});

test('a token that is wrong is refused, on open operations too', async () => {
  for (const path of ['/me', '/set-up']) {
    const answer = await management.request(path, { as: 'nobody', headers: { authorization: 'Bearer weft_token_made-up' } });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
  }
});

test('a token stops working when it is deleted, and when it expires', async () => {
  const made = await management.request('/tokens', { method: 'POST', json: { name: 'short', role: 'viewer' } });
  const { id, token } = (await made.json()) as { id: string; token: string };
  const authorization = `Bearer ${token}`;
  expect((await management.request('/me', { as: 'nobody', headers: { authorization } })).status).toBe(200);
  expect((await management.request(`/tokens/${id}`, { method: 'DELETE' })).status).toBe(204);
  expect((await management.request('/me', { as: 'nobody', headers: { authorization } })).status).toBe(401);

  const past = await management.request('/tokens', {
    method: 'POST',
    json: { name: 'past', role: 'viewer', expiresAt: '2020-01-01T00:00:00Z' },
  });
  const expired = `Bearer ${((await past.json()) as { token: string }).token}`;
  expect((await management.request('/me', { as: 'nobody', headers: { authorization: expired } })).status).toBe(401);
});

test('lists never give a token or a key out again', async () => {
  const token = (
    (await (await management.request('/tokens', { method: 'POST', json: { name: 'listed', role: 'viewer' } })).json()) as { token: string }
  ).token;
  const key = ((await (await management.request('/endpoint-keys', { method: 'POST', json: { name: 'listed' } })).json()) as { key: string })
    .key;
  const lists = (await (await management.request('/tokens')).text()) + (await (await management.request('/endpoint-keys')).text());
  expect(lists).toContain('listed');
  expect(lists).not.toContain(token);
  expect(lists).not.toContain(key);
});
