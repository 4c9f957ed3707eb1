import { expect, test } from 'vitest';
import { makeSignInLimiter } from './sign-in-limiter.ts';

function limiter() {
  const clock = { now: 0 };
  return { clock, ...makeSignInLimiter(() => clock.now) };
}

test('the eleventh try on an account within five minutes is refused, the next window begins anew', () => {
  const { clock, attempt } = limiter();
  for (let n = 0; n < 10; n += 1) attempt('a@example.com', `address ${n}`);
  expect(() => attempt('A@example.com', 'another')).toThrowError(/300 seconds/);
  clock.now = 5 * 60_000;
  expect(() => attempt('a@example.com', 'another')).not.toThrow();
});

test('a right password clears the count of the account', () => {
  const { attempt, succeeded } = limiter();
  for (let n = 0; n < 10; n += 1) attempt('a@example.com', `address ${n}`);
  succeeded('a@example.com');
  expect(() => attempt('a@example.com', 'another')).not.toThrow();
});

test('one address cannot try account after account', () => {
  const { attempt } = limiter();
  for (let n = 0; n < 50; n += 1) attempt(`${n}@example.com`, 'here');
  expect(() => attempt('fresh@example.com', 'here')).toThrowError(/Too many tries/);
  expect(() => attempt('fresh@example.com', 'elsewhere')).not.toThrow();
});

test('a flood of invented accounts neither grows without end nor opens the door for a counted one for long', () => {
  const { attempt } = limiter();
  for (let n = 0; n < 30_000; n += 1) attempt(`${n}@example.com`, `address ${n}`);
  for (let n = 0; n < 10; n += 1) attempt('a@example.com', `new ${n}`);
  expect(() => attempt('a@example.com', 'newest')).toThrowError(/Too many tries/);
});
