import type { Command } from 'commander';
import { apiOf, type Surroundings } from '../surroundings.ts';
import { table } from '../table.ts';

interface ListedSchedule {
  readonly id: string;
  readonly processName: string;
  readonly words: string;
  readonly paused: boolean;
  readonly nextAt: string | null;
  readonly lastAt: string | null;
  readonly goesOn: boolean;
}

/** `weft schedules …`. */
export function scheduleCommands(program: Command, surroundings: Surroundings): void {
  const { write } = surroundings;
  const wantsJson = (): boolean => program.opts()['json'] === true;
  const at = (id: string): string => `/schedules/${encodeURIComponent(id)}`;

  const group = program
    .command('schedules')
    .description('what the clock starts: rhythm, next and last times')
    .option('--process <id>', 'of this process')
    .action(async ({ process }: { process?: string }) => {
      const query = process === undefined ? '' : `?${new URLSearchParams({ process })}`;
      const { schedules } = await apiOf(surroundings).call<{ schedules: ListedSchedule[] }>('GET', `/schedules${query}`);
      if (wantsJson()) return write(`${JSON.stringify(schedules, undefined, 2)}\n`);
      const rows = schedules.map((one) => [one.processName, one.words, nextOf(one), lastOf(one), one.id]);
      write(table(['PROCESS', 'RHYTHM', 'NEXT', 'LAST', 'ID'], rows));
    });

  for (const [name, paused, description] of [
    ['pause', true, 'start nothing by this schedule until it is resumed'],
    ['resume', false, 'let it go on from its next time; what passed meanwhile is left out'],
  ] as const) {
    group
      .command(name)
      .description(description)
      .argument('<id>')
      .action(async (id: string) => {
        const changed = await apiOf(surroundings).call<ListedSchedule>('PATCH', at(id), { paused });
        write(wantsJson() ? `${JSON.stringify(changed, undefined, 2)}\n` : `${changed.processName}: ${nextOf(changed)}\n`);
      });
  }

  group
    .command('run')
    .description('start now what the schedule starts; its next time stays')
    .argument('<id>')
    .action(async (id: string) => {
      const started = await apiOf(surroundings).call<{ executionId: string }>('POST', `${at(id)}/run`);
      write(wantsJson() ? `${JSON.stringify(started, undefined, 2)}\n` : `${started.executionId}\n`);
    });
}

function nextOf({ paused, nextAt }: ListedSchedule): string {
  return paused ? 'paused' : (nextAt ?? 'never');
}

function lastOf({ lastAt, goesOn }: ListedSchedule): string {
  return `${lastAt ?? '-'}${goesOn ? ' (goes on)' : ''}`;
}
