import { expect, test } from 'vitest';
import { callerAddress } from './caller-address.ts';

const address = (forwarded: string | undefined, peer: string | undefined) =>
  callerAddress({ headers: { 'x-forwarded-for': forwarded } }, peer);

test('a caller cannot choose its address, a proxy on this machine can tell the one it saw', () => {
  expect(address('1.2.3.4', '198.51.100.7')).toBe('198.51.100.7');
  expect(address(undefined, '127.0.0.1')).toBe('127.0.0.1');
  expect(address('1.2.3.4, 198.51.100.7', '127.0.0.1')).toBe('198.51.100.7');
  expect(address('198.51.100.7', '::1')).toBe('198.51.100.7');
  expect(address('198.51.100.7,', '::ffff:127.0.0.1')).toBe('::ffff:127.0.0.1');
  expect(address('1.2.3.4', '12.7.0.1')).toBe('12.7.0.1');
});
