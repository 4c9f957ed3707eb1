/** When a schedule comes, as its form holds it. */
export type When =
  | { readonly every: 'minutes'; readonly minutes: number }
  | { readonly every: 'hour'; readonly minute: number }
  | { readonly every: 'day'; readonly at: string }
  | { readonly every: 'week'; readonly on: readonly string[]; readonly at: string }
  | { readonly every: 'cron'; readonly expression: string };

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** The cron expression, five fields, that says the same. */
export function cronOf(when: When): string {
  switch (when.every) {
    case 'minutes':
      return when.minutes === 1 ? '* * * * *' : `*/${when.minutes} * * * *`;
    case 'hour':
      return `${when.minute} * * * *`;
    case 'day':
      return `${clock(when.at)} * * *`;
    case 'week':
      return `${clock(when.at)} * * ${daysOf(when.on)}`;
    case 'cron':
      return when.expression.trim().replace(/\s+/g, ' ');
  }
}

function clock(at: string): string {
  const [hour, minute] = at.split(':').map(Number);
  return `${minute} ${hour}`;
}

/** In the order of the week, which begins on Sunday for cron and with Monday for people. */
function daysOf(on: readonly string[]): string {
  const numbers = on.map((name) => weekdays.indexOf(name)).toSorted((a, b) => ((a + 6) % 7) - ((b + 6) % 7));
  return numbers.join(',') === '1,2,3,4,5' ? '1-5' : numbers.join(',');
}
