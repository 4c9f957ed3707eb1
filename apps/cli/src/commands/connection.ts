import { installConnections, readConnectionFile } from '@weft/management/client';
import type { Command } from 'commander';
import { apiOf, readJsonFile, type Surroundings } from '../surroundings.ts';
import { table } from '../table.ts';

interface ListedConnection {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly secretsSet: readonly string[];
}

/** `weft connection …`. */
export function connectionCommands(program: Command, surroundings: Surroundings): void {
  const { write } = surroundings;
  const wantsJson = (): boolean => program.opts()['json'] === true;
  const group = program.command('connection').description('list and import connections');

  group
    .command('list')
    .description('all connections; never their secrets')
    .action(async () => {
      const { connections } = await apiOf(surroundings).call<{ connections: ListedConnection[] }>('GET', '/connections');
      if (wantsJson()) return write(`${JSON.stringify(connections, undefined, 2)}\n`);
      const rows = connections.map(({ id, name, type, secretsSet }) => [id, name, type, secretsSet.join(', ')]);
      write(table(['ID', 'NAME', 'TYPE', 'SECRETS SET'], rows));
    });

  group
    .command('import')
    .description('store connections under their ids; variables in the file are filled from the environment')
    .argument('<file>', 'a list of {id, name, type, config}; - for standard input')
    .action(async (file: string) => {
      const connections = readConnectionFile(await readJsonFile(file, surroundings), surroundings.env);
      await installConnections(apiOf(surroundings), connections);
      const ids = connections.map(({ id }) => id);
      write(wantsJson() ? `${JSON.stringify({ ids })}\n` : `${ids.join('\n')}\n`);
    });
}
