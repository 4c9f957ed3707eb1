import { NextRequest } from 'next/server.js';
import { expect, test } from 'vitest';
import { proxy } from './proxy.ts';

function get(path: string, headers: Record<string, string> = {}) {
  return proxy(new NextRequest(`http://studio.test:3000${path}`, { headers: { host: 'studio.test:3000', ...headers } }));
}

test('whoever has no session is sent to sign in, and back to where they wanted to go', () => {
  expect(get('/processes/a?b=c').headers.get('location')).toBe('http://studio.test:3000/sign-in?next=%2Fprocesses%2Fa%3Fb%3Dc');
  expect(get('/').headers.get('location')).toBe('http://studio.test:3000/sign-in');
  expect(get('/processes', { cookie: 'weft_session_3001=x' }).headers.get('location')).not.toBeNull();
});

test('whoever has a session of this port, and the sign-in page itself, is let through', () => {
  expect(get('/processes', { cookie: 'weft_session_3000=x' }).headers.get('location')).toBeNull();
  expect(get('/sign-in').headers.get('location')).toBeNull();
});

test('the printed address of the set-up leads to the sign-in page with its code', () => {
  expect(get('/set-up?code=abc').headers.get('location')).toBe('http://studio.test:3000/sign-in?code=abc');
});

test('every page has a policy with a nonce of its own and cannot be framed', () => {
  const policies = [get('/sign-in'), get('/sign-in')].map(({ headers }) => headers.get('content-security-policy') ?? '');
  const nonces = policies.map((policy) => /'nonce-([^']+)'/.exec(policy)?.[1]);
  expect(nonces[0]).toMatch(/^[A-Za-z0-9+/]{22}==$/);
  expect(nonces[0]).not.toBe(nonces[1]);
  for (const policy of policies) {
    expect(policy).toContain("frame-ancestors 'none'");
    expect(/script-src [^;]*/.exec(policy)?.[0]).not.toMatch(/unsafe-(?:inline|eval)/);
  }
});
