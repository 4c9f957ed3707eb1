import { describe, expect, it } from 'vitest';
import { cronProblem, lastTimes, nextTime, timeZoneProblem } from './schedule-time.ts';
import { scheduleInWords } from './schedule-words.ts';

const berlin = 'Europe/Berlin';

function times(cron: string, timeZone: string, after: string, count: number): string[] {
  const found: string[] = [];
  for (let at: Date | undefined = new Date(after); found.length < count; ) {
    at = nextTime({ cron, timeZone }, at);
    if (at === undefined) break;
    found.push(at.toISOString().slice(0, 16));
  }
  return found;
}

describe('the next time of a schedule', () => {
  it('is read by the clock of its time zone, summer and winter', () => {
    expect(times('30 6 * * *', berlin, '2026-01-10T12:00:00Z', 1)).toEqual(['2026-01-11T05:30']);
    expect(times('30 6 * * *', berlin, '2026-07-10T12:00:00Z', 1)).toEqual(['2026-07-11T04:30']);
    expect(times('0 9 * * 1', 'America/New_York', '2026-11-24T00:00:00Z', 1)).toEqual(['2026-11-30T14:00']);
  });

  it('is strictly after the one before', () => {
    expect(times('30 6 * * *', 'UTC', '2026-01-10T06:30:00.000Z', 1)).toEqual(['2026-01-11T06:30']);
    expect(times('30 6 * * *', 'UTC', '2026-01-10T06:29:59.999Z', 1)).toEqual(['2026-01-10T06:30']);
  });

  it('comes once on the day on which the clocks jump over it, when they have jumped', () => {
    expect(times('30 2 * * *', berlin, '2026-03-28T12:00:00Z', 2)).toEqual(['2026-03-29T01:00', '2026-03-30T00:30']);
  });

  it('comes once on the day on which the clocks pass it twice, the first time', () => {
    expect(times('30 2 * * *', berlin, '2026-10-24T12:00:00Z', 2)).toEqual(['2026-10-25T00:30', '2026-10-26T01:30']);
    expect(times('15,45 2 * * *', berlin, '2026-10-24T12:00:00Z', 3)).toEqual(['2026-10-25T00:15', '2026-10-25T00:45', '2026-10-26T01:15']);
  });

  it('keeps an even rhythm across both changes where it is told in minutes or every hour', () => {
    expect(times('*/30 * * * *', berlin, '2026-03-29T00:00:00Z', 3)).toEqual(['2026-03-29T00:30', '2026-03-29T01:00', '2026-03-29T01:30']);
    expect(times('0 * * * *', berlin, '2026-10-24T23:30:00Z', 3)).toEqual(['2026-10-25T00:00', '2026-10-25T01:00', '2026-10-25T02:00']);
  });

  it('finds the 29th of February years ahead, and the last day of long months only', () => {
    expect(times('0 12 29 2 *', 'UTC', '2026-01-01T00:00:00Z', 2)).toEqual(['2028-02-29T12:00', '2032-02-29T12:00']);
    expect(times('0 0 31 * *', 'UTC', '2026-02-01T00:00:00Z', 2)).toEqual(['2026-03-31T00:00', '2026-05-31T00:00']);
  });

  it('is not there for a day that does not exist', () => {
    expect(nextTime({ cron: '0 0 30 2 *', timeZone: 'UTC' }, new Date())).toBeUndefined();
  });
});

describe('the last times of a schedule', () => {
  it('are the same ones, up to and including the moment itself, the earliest first', () => {
    const clock = { cron: '*/15 * * * *', timeZone: berlin };
    const found = lastTimes(clock, new Date('2026-10-25T01:00:00Z'), 4).map((time) => time.toISOString().slice(11, 16));
    expect(found).toEqual(['00:15', '00:30', '00:45', '01:00']);
  });

  it('agree with the next times across both changes of the clocks', () => {
    for (const [cron, from, until] of [
      ['30 2 * * *', '2026-03-27T00:00:00Z', '2026-04-02T00:00:00Z'],
      ['30 2 * * *', '2026-10-23T00:00:00Z', '2026-10-28T00:00:00Z'],
      ['*/20 * * * *', '2026-10-24T22:00:00Z', '2026-10-25T04:00:00Z'],
      ['15,45 2,3 * * *', '2026-10-24T00:00:00Z', '2026-10-27T00:00:00Z'],
    ] as const) {
      const forward = times(cron, berlin, from, 100).filter((time) => `${time}:00Z` <= until);
      const backward = lastTimes({ cron, timeZone: berlin }, new Date(until), forward.length);
      expect(backward.map((time) => time.toISOString().slice(0, 16))).toEqual(forward);
    }
  });
});

describe('a cron expression', () => {
  it('is taken where every cron understands it', () => {
    for (const cron of ['* * * * *', '*/5 8-18 * * MON-FRI', '0 0 1,15 * *', '0 0 29 2 *', '15 6 * JAN-MAR/2 0', ' 0  6 * * 7 '])
      expect(cronProblem(cron), cron).toBeUndefined();
  });

  it('is refused with a sentence where it is none, is another dialect, or never comes', () => {
    for (const cron of [
      '',
      '* * * *',
      '* * * * * *',
      '@daily',
      '61 * * * *',
      '*/0 * * * *',
      '0 0 L * *',
      '0 0 1W * *',
      '0 0 * * MON#2',
      'a b c d e',
    ])
      expect(cronProblem(cron), cron).toMatch(/\.$/);
    expect(cronProblem('0 0 30 2 *')).toBe('There is no such day: this time never comes.');
  });
});

describe('a time zone', () => {
  it('is an IANA name', () => {
    for (const zone of ['UTC', berlin, 'America/Argentina/Buenos_Aires', 'Asia/Kathmandu'])
      expect(timeZoneProblem(zone), zone).toBeUndefined();
    for (const zone of ['', 'Europe/Atlantis', '+02:00', 'Berlin']) expect(timeZoneProblem(zone), zone).toMatch(/\.$/);
  });
});

describe('a schedule in words', () => {
  it('says the usual rhythms as people do, and gives the expression for the rest', () => {
    const words = (cron: string) => scheduleInWords({ cron, timeZone: 'UTC' });
    expect(words('* * * * *')).toBe('every minute, UTC');
    expect(words('*/15 * * * *')).toBe('every 15 minutes, UTC');
    expect(words('5 * * * *')).toBe('every hour at :05, UTC');
    expect(scheduleInWords({ cron: '30 6 * * *', timeZone: berlin })).toBe('every day at 06:30, Europe/Berlin');
    expect(words('0 7 * * 1-5')).toBe('Monday to Friday at 07:00, UTC');
    expect(words('0 7 * * 1,4,SUN')).toBe('every Monday, Thursday and Sunday at 07:00, UTC');
    expect(words('*/7 * * * *')).toBe('cron */7 * * * *, UTC');
    expect(words('0 0 1 * *')).toBe('cron 0 0 1 * *, UTC');
  });
});
