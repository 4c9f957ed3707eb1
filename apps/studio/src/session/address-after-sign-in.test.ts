import { expect, test } from 'vitest';
import { addressAfterSignIn } from './address-after-sign-in.ts';

const origin = 'http://127.0.0.1:3000';

test.each([
  ['/processes/a?step=b#c', '/processes/a?step=b#c'],
  ['/a/../b', '/b'],
  [null, '/processes'],
  ['', '/processes'],
  ['processes', '/processes'],
  ['//elsewhere.example', '/processes'],
  ['/\\elsewhere.example', '/processes'],
  ['/\t/elsewhere.example', '/processes'],
  ['/\n\\elsewhere.example', '/processes'],
  ['https://elsewhere.example/', '/processes'],
  ['javascript:alert(1)', '/processes'],
  ['/.//elsewhere.example', '//elsewhere.example'],
])('after signing in with next=%j a browser is at %s', (next, path) => {
  expect(addressAfterSignIn(next, origin)).toBe(origin + path);
});
