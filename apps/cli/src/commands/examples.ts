import path from 'node:path';
import { installExamples } from '@weft/management/client';
import type { Command } from 'commander';
import { baseUrlOf, type Surroundings, tokenOf } from '../surroundings.ts';

/** `weft examples …`. */
export function exampleCommands(program: Command, surroundings: Surroundings): void {
  program
    .command('examples')
    .description('the examples that come with Weft')
    .command('install')
    .description('install and publish the examples that are not there yet; variables in connections are filled from the environment')
    .argument('[dir]', 'a folder of <name>/process.json', 'examples')
    .action(async (dir: string) => {
      const installed = await installExamples({
        baseUrl: baseUrlOf(surroundings),
        token: tokenOf(surroundings),
        dir: path.resolve(surroundings.cwd, dir),
        variables: surroundings.env,
      });
      if (program.opts()['json'] === true) surroundings.write(`${JSON.stringify(installed)}\n`);
      else for (const id of installed.created) surroundings.write(`Installed ${id}.\n`);
    });
}
