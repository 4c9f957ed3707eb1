import { type Command, Option } from 'commander';
import { apiOf, type Surroundings } from '../surroundings.ts';

/** `weft token …`. */
export function tokenCommands(program: Command, surroundings: Surroundings): void {
  program
    .command('token')
    .description('API tokens')
    .command('create')
    .description('make an API token and print it, this once')
    .requiredOption('--name <name>', 'what it is for')
    .addOption(new Option('--role <role>', 'what it may do').choices(['viewer', 'editor', 'operator', 'admin']).makeOptionMandatory())
    .option('--expires <time>', 'when it stops working: 2027-01-31T00:00:00Z')
    .action(async ({ name, role, expires }: { name: string; role: string; expires?: string }) => {
      const body = { name, role, ...(expires === undefined ? {} : { expiresAt: expires }) };
      const created = await apiOf(surroundings).call<{ token: string }>('POST', '/tokens', body);
      surroundings.write(program.opts()['json'] === true ? `${JSON.stringify(created, undefined, 2)}\n` : `${created.token}\n`);
    });
}
