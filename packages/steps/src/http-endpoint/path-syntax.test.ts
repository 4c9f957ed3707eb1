import { expect, test } from 'vitest';
import { definition } from './definition.ts';
import { pathProblem } from './path-syntax.ts';

test.each(['orders', 'a/b/c', 'orders/{orderId}/lines/{line_2}', 'v1.2/x~y_z-1', '{all}'])('%s is a path', (path) => {
  expect(pathProblem(path)).toBeUndefined();
});

test.each([
  ['', 'is empty'],
  ['/orders', 'without a slash'],
  ['orders/', 'empty segment'],
  ['orders//x', 'empty segment'],
  ['orders/../admin', '".."'],
  ['./orders', '"."'],
  ['orders/%2e%2e', 'may hold only'],
  ['orders?x=1', 'may hold only'],
  ['a b', 'may hold only'],
  ['a\\b', 'may hold only'],
  ['id-{id}', 'no path parameter'],
  ['{1}', 'no path parameter'],
  ['{}', 'no path parameter'],
  ['{a}/{a}', 'twice'],
  ['x'.repeat(201), '201 characters'],
])('%j is refused because of what is wrong with it', (path, reason) => {
  expect(pathProblem(path)).toContain(reason);
});

test('the sentence about a path is the problem of the config, at the path', () => {
  const result = definition.config.safeParse({ methods: ['GET'], path: 'a//b' });
  expect(result.error?.issues).toMatchObject([{ path: ['path'], message: pathProblem('a//b') }]);
});

test('a route carries the defaults of what was not set', () => {
  const config = definition.config.parse({ methods: ['GET'], path: 'orders' });
  expect(definition.routes?.(config)).toEqual([
    {
      protocol: 'rest',
      methods: ['GET'],
      path: 'orders',
      timeoutMs: 30_000,
      bodyBytesMax: 10 * 1024 * 1024,
      authentication: 'none',
      mode: 'general',
    },
  ]);
});

test('every address is a route of its own, with the same settings', () => {
  const more = [{ methods: ['POST'], path: 'orders' }];
  const config = definition.config.parse({ methods: ['GET'], path: 'orders/{id}', more, timeoutMs: 5_000 });
  expect(definition.routes?.(config)).toMatchObject([
    { methods: ['GET'], path: 'orders/{id}', timeoutMs: 5_000 },
    { methods: ['POST'], path: 'orders', timeoutMs: 5_000 },
  ]);
});

test('every route says where calls are accepted by the database, and where they need an idempotency key', () => {
  const more = [{ methods: ['POST'], path: 'orders' }];
  const config = definition.config.parse({ methods: ['PUT'], path: 'orders/{id}', more, inbox: true, requiresKey: true });
  expect(definition.routes?.(config)).toMatchObject([
    { inbox: true, requiresKey: true },
    { inbox: true, requiresKey: true },
  ]);
});

test('a method listed twice is refused', () => {
  expect(definition.config.safeParse({ methods: ['GET', 'GET'], path: 'a' }).success).toBe(false);
});
