import type { ScheduleClock } from './schedule-time.ts';

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** A schedule as people say it: `every day at 06:30, Europe/Berlin`; the expression itself where there are no short words for it. */
export function scheduleInWords({ cron, timeZone }: ScheduleClock): string {
  const words = inWords(cron.trim().split(/\s+/));
  return `${words ?? `cron ${cron.trim()}`}, ${timeZone}`;
}

function inWords([minute = '', hour = '', day = '', month = '', weekday = '']: readonly string[]): string | undefined {
  if (day !== '*' || month !== '*') return undefined;
  const every = hour === '*' && weekday === '*' ? everyMinutes(minute) : undefined;
  if (every !== undefined) return every;
  if (!/^\d+$/.test(minute)) return undefined;
  if (hour === '*') return weekday === '*' ? `every hour at :${minute.padStart(2, '0')}` : undefined;
  if (!/^\d+$/.test(hour)) return undefined;
  const when = `at ${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
  if (weekday === '*') return `every day ${when}`;
  if (/^(1-5|mon-fri)$/i.test(weekday)) return `Monday to Friday ${when}`;
  const names = weekday.split(',').map(dayName);
  return names.every((name) => name !== undefined) ? `every ${listed(names)} ${when}` : undefined;
}

function everyMinutes(minute: string): string | undefined {
  const [, step] = /^\*(?:\/(\d+))?$/.exec(minute) ?? [undefined, undefined];
  if (minute === '*' || step === '1') return 'every minute';
  // Steps that do not divide the hour begin anew with each: no even rhythm.
  return step !== undefined && 60 % Number(step) === 0 ? `every ${step} minutes` : undefined;
}

function dayName(text: string): string | undefined {
  if (/^\d$/.test(text)) return days[Number(text) % 7];
  return days.find((name) => text.length === 3 && name.toLowerCase().startsWith(text.toLowerCase()));
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
