import { expect, test } from 'vitest';
import { retryAfterMs } from './retry-after.ts';

const now = Date.UTC(2026, 0, 2, 3, 4, 5);

test.each([
  ['120', 120_000],
  [' 0 ', 0],
  ['Fri, 02 Jan 2026 03:04:35 GMT', 30_000],
  ['Fri, 02 Jan 2026 03:00:00 GMT', 0],
])('%s asks for %d ms', (header, ms) => {
  expect(retryAfterMs(header, now)).toBe(ms);
});

test.each([undefined, '', '-5', '1.5', 'soon', '99999999999', 'Someday, maybe'])('%s asks for nothing', (header) => {
  expect(retryAfterMs(header, now)).toBeUndefined();
});
