import type { Endpoint } from '@weft/database';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newExecutionId } from '../src/execution-id.ts';
import { executionProperties, headerProperties } from '../src/request-properties.ts';
import { readTarget } from '../src/request-target.ts';
import { buildRouteTable } from '../src/route-table.ts';
import { createStatusUrls } from '../src/status-url.ts';
import { waitingTime } from '../src/waiting-time.ts';

function anEndpoint(path: string, methods: readonly string[] = ['GET']): Endpoint {
  return {
    protocol: 'rest',
    id: `${methods}:${path}`,
    environmentId: 'production',
    processId: 'p',
    processName: path,
    versionId: 'v',
    path,
    methods,
    timeoutMs: 1_000,
    bodyBytesMax: 1_000,
    authentication: 'none',
    mode: 'general',
  };
}

describe('a route table', () => {
  const table = buildRouteTable(
    7,
    ['a/b', 'a/{x}', 'a/{x}/c', '{first}/{__proto__}/end', 'files/v1:all', 'café']
      .map((path) => anEndpoint(path))
      .concat(anEndpoint('a/{other}', ['POST'])),
  );
  const found = (method: string, path: string) => {
    const match = table.match(method, path);
    return match.kind === 'found' ? [match.endpoint.path, Object.fromEntries(match.parameters)] : match.kind;
  };

  test('prefers a fixed segment to a parameter, and comes back from a wrong turn', () => {
    expect(found('GET', '/a/b')).toEqual(['a/b', {}]);
    expect(found('GET', '/a/z')).toEqual(['a/{x}', { x: 'z' }]);
    expect(found('GET', '/a/b/c')).toEqual(['a/{x}/c', { x: 'b' }]);
  });

  test('lets two endpoints share a shape under different parameter names and methods', () => {
    expect(found('POST', '/a/z')).toEqual(['a/{other}', { other: 'z' }]);
    expect(table.match('DELETE', '/a/z')).toEqual({ kind: 'method-not-allowed', allow: ['GET', 'HEAD', 'OPTIONS', 'POST'] });
  });

  test('takes names and characters as they are', () => {
    const match = table.match('GET', '/q/w/end');
    expect(match.kind === 'found' && [...match.parameters]).toEqual([
      ['first', 'q'],
      ['__proto__', 'w'],
    ]);
    expect(found('GET', '/files/v1:all')).toEqual(['files/v1:all', {}]);
    expect(found('GET', '/caf%C3%A9')).toEqual(['café', {}]);
    expect(found('GET', '/a/gr%C3%BC%C3%9F')).toEqual(['a/{x}', { x: 'grüß' }]);
  });

  test('answers HEAD where GET is served, and nothing where there is nothing', () => {
    expect(found('HEAD', '/a/b/')).toEqual(['a/b', {}]);
    expect(found('GET', '/a')).toBe('not-found');
    expect(found('GET', '/A/b')).toBe('not-found');
  });
});

test('whatever the target, reading it either gives clean segments or a problem of status 400', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary-ascii' }),
        fc.string({ unit: fc.constantFrom('%', '2', 'e', 'E', 'f', '.', '/', '\\', '0', 'a', '?') }),
      ),
      (text) => {
        try {
          const { path } = readTarget(`/${text}`);
          const segments = path.split('/').map(decodeURIComponent);
          expect(segments.some((segment) => segment === '..' || segment === '.' || /[\\/]/.test(segment) || segment.includes('\0'))).toBe(
            false,
          );
        } catch (error) {
          expect(error).toMatchObject({ code: 'REQUEST_INVALID', status: 400 });
        }
      },
    ),
  );
});

test('execution properties join values of one name and cannot be overwritten by a caller', () => {
  const target = readTarget('/x?a=1&a=2&__proto__=3&method=x');
  expect(executionProperties('GET', target, new Map([['id', '7']]), 'partner')).toEqual({
    query_a: '1,2',
    query___proto__: '3',
    query_method: 'x',
    param_id: '7',
    inmethod: 'GET',
    inpath: '/x',
    inuser: 'partner',
  });
});

test('only harmless headers reach the document', () => {
  const passed = headerProperties({
    'content-type': 'a/b',
    'x-mine': '1',
    authorization: 's',
    cookie: 's',
    'x-api-key': 's',
    'x-forwarded-for': 's',
    host: 's',
    connection: 's',
    'proxy-authorization': 's',
  });
  expect(passed).toEqual({ 'inheader_content-type': 'a/b', 'inheader_x-mine': '1' });
});

test.each([
  [{}, 5_000],
  [{ 'x-max-wait': '250' }, 250],
  [{ prefer: 'respond-async, wait=3' }, 3_000],
  [{ prefer: 'wait="4"; x=y', 'x-max-wait': '10' }, 10],
  [{ prefer: 'respond-async' }, 0],
  [{ prefer: 'respond-async-please' }, 5_000],
  [{ prefer: 'wait=999999' }, 600_000],
  [{ prefer: 'wait=-1', 'x-max-wait': '1e9' }, 5_000],
])('a caller with the headers %j waits %i ms', (headers, ms) => {
  expect(waitingTime(headers, 5_000)).toBe(ms);
});

test('execution ids are unique UUIDs of version 7 that sort by time', () => {
  const ids = Array.from({ length: 5_000 }, (_, i) => newExecutionId(1_700_000_000_000 + i));
  expect(new Set(ids).size).toBe(5_000);
  expect([...ids].sort()).toEqual(ids);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('a status token opens its own execution only', () => {
  const urls = createStatusUrls(Buffer.alloc(32, 1));
  const token = new URL(urls.of('e1'), 'http://x').searchParams.get('token') ?? '';
  expect(urls.isValid('e1', token)).toBe(true);
  expect(urls.isValid('e2', token)).toBe(false);
  expect(urls.isValid('e1', `${token}x`)).toBe(false);
  expect(createStatusUrls(Buffer.alloc(32, 2)).isValid('e1', token)).toBe(false);
});
