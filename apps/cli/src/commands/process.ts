import { installProcess } from '@weft/management/client';
import { readProcessFile, writeProcessFile } from '@weft/process';
import type { Command } from 'commander';
import { apiOf, readJsonFile, type Surroundings } from '../surroundings.ts';
import { table } from '../table.ts';

interface ListedProcess {
  readonly id: string;
  readonly name: string;
  readonly changed: boolean;
  readonly live: { readonly number: number; readonly routes: ReadonlyArray<{ readonly methods: string[]; readonly url: string }> } | null;
}

interface Publication {
  readonly version: { readonly number: number };
  readonly routes: ReadonlyArray<{ readonly methods: string[]; readonly url: string }>;
  readonly gateways: { readonly notServing: string[] };
}

/** `weft process …` and `weft publish`. */
export function processCommands(program: Command, surroundings: Surroundings): void {
  const { write, complain } = surroundings;
  const wantsJson = (): boolean => program.opts()['json'] === true;
  const group = program.command('process').description('list, import, export and delete processes');

  group
    .command('list')
    .description('all processes')
    .action(async () => {
      const { processes } = await apiOf(surroundings).call<{ processes: ListedProcess[] }>('GET', '/processes');
      if (wantsJson()) return write(`${JSON.stringify(processes, undefined, 2)}\n`);
      const rows = processes.map(({ id, name, live, changed }) => [id, name, liveText(live, changed), live?.routes[0]?.url ?? '']);
      write(table(['ID', 'NAME', 'LIVE', 'ADDRESS'], rows));
    });

  group
    .command('import')
    .description('store a process file as a new process, or as the draft of the one with --id')
    .argument('<file>', 'a process file; - for standard input')
    .option('--id <id>', 'the id it has, or shall have')
    .action(async (file: string, options: { id?: string }) => {
      const { id, outcome } = await installProcess(apiOf(surroundings), await readJsonFile(file, surroundings), options.id);
      write(wantsJson() ? `${JSON.stringify({ id, outcome })}\n` : `${id}\n`);
    });

  group
    .command('export')
    .description('write the draft of a process as a process file, made for diffs')
    .argument('<id>')
    .action(async (id: string) => {
      const { draft } = await apiOf(surroundings).call<{ draft: unknown }>('GET', `/processes/${encodeURIComponent(id)}`);
      write(writeProcessFile(readProcessFile(draft)));
    });

  group
    .command('delete')
    .description('delete a process and take it off its endpoints')
    .argument('<id>')
    .action(async (id: string) => {
      await apiOf(surroundings).call('DELETE', `/processes/${encodeURIComponent(id)}`);
      if (wantsJson()) write(`${JSON.stringify({ id })}\n`);
    });

  program
    .command('publish')
    .description('publish the draft of a process')
    .argument('<id>')
    .option('--note <text>', 'what has changed', '')
    .action(async (id: string, { note }: { note: string }) => {
      const done = await apiOf(surroundings).call<Publication>('POST', `/processes/${encodeURIComponent(id)}/publish`, { note });
      if (wantsJson()) write(`${JSON.stringify(done, undefined, 2)}\n`);
      else {
        write(`Version ${done.version.number} is live.\n`);
        for (const { methods, url } of done.routes) write(`${methods.join(', ')} ${url}\n`);
      }
      const late = done.gateways.notServing;
      if (late.length > 0) complain(`Not yet served by: ${late.join(', ')}.\n`);
    });
}

function liveText(live: ListedProcess['live'], changed: boolean): string {
  if (live === null) return 'not published';
  return `version ${live.number}${changed ? ', draft changed' : ''}`;
}
