import { expect, it } from 'vitest';
import { formatAhead, formatDay } from './format.ts';

it('says how far ahead a time is, in the unit that fits', () => {
  const ahead = (seconds: number) => formatAhead(seconds * 1000, 0);
  expect([-5, 0.2, 40, 300, 3 * 3600, 47 * 3600, 3 * 86_400].map(ahead)).toEqual([
    ...['now', 'now', 'in 40 s', 'in 5 min', 'in 3 h', 'in 47 h', 'in 3 days'],
  ]);
});

it('says a day on the clock of the zone it is asked for', () => {
  const at = new Date('2026-11-25T05:30:00Z');
  expect(formatDay(at, 'Europe/Berlin')).toBe('Wed 25 Nov, 06:30');
  expect(formatDay(at, 'Pacific/Auckland')).toBe('Wed 25 Nov, 18:30');
});
