import { describe, expect, it } from 'vitest';
import { definition } from './definition.ts';

const parse = (config: unknown) => definition.config.safeParse(config);
const spec = (config: unknown) => definition.schedule?.(definition.config.parse(config));

describe('the schedule step', () => {
  it('makes a cron expression of each simple choice', () => {
    const cronOf = (when: unknown) => spec({ when })?.cron;
    expect(cronOf({ every: 'minutes', minutes: 1 })).toBe('* * * * *');
    expect(cronOf({ every: 'minutes', minutes: 20 })).toBe('*/20 * * * *');
    expect(cronOf({ every: 'hour', minute: 7 })).toBe('7 * * * *');
    expect(cronOf({ every: 'day', at: '06:05' })).toBe('5 6 * * *');
    expect(cronOf({ every: 'week', on: ['sunday', 'monday'], at: '23:59' })).toBe('59 23 * * 1,0');
    expect(cronOf({ every: 'week', on: ['friday', 'monday', 'tuesday', 'wednesday', 'thursday'], at: '8:00' })).toBe('0 8 * * 1-5');
    expect(cronOf({ every: 'cron', expression: ' 0  6 1 * * ' })).toBe('0 6 1 * *');
  });

  it('is kept by the clock of UTC, makes up for missed times once and runs alone where nothing else is said', () => {
    expect(spec({ when: { every: 'hour' } })).toEqual({ cron: '0 * * * *', timeZone: 'UTC', missed: 'once', overlap: 'skip' });
  });

  it('says on its card when it comes', () => {
    const set = definition.config.parse({ when: { every: 'day', at: '06:30' }, timeZone: 'Europe/Berlin' });
    expect(definition.describe?.(set)).toBe('every day at 06:30, Europe/Berlin');
  });

  it('refuses what never comes, zones that do not exist, times that are none and uneven minutes', () => {
    for (const config of [
      { when: { every: 'cron', expression: '0 0 30 2 *' } },
      { when: { every: 'cron', expression: '0 0 * *' } },
      { when: { every: 'day', at: '24:00' } },
      { when: { every: 'minutes', minutes: 7 } },
      { when: { every: 'week', on: [], at: '06:00' } },
      { when: { every: 'hour' }, timeZone: 'Europe/Atlantis' },
    ])
      expect(parse(config).success, JSON.stringify(config)).toBe(false);
  });

  it('refuses one execution for each missed time where executions may not run side by side', () => {
    expect(parse({ when: { every: 'hour' }, missed: 'all' }).success).toBe(false);
    expect(parse({ when: { every: 'hour' }, missed: 'all', overlap: 'allow' }).success).toBe(true);
  });
});
