import { randomBytes } from 'node:crypto';
import type { Command } from 'commander';
import { Failure } from '../failure.ts';
import { apiOf, type Surroundings } from '../surroundings.ts';
import { table } from '../table.ts';

interface ListedKey {
  readonly keyId: string;
  readonly seals: boolean;
  readonly here: boolean;
  readonly connections: number;
}

/** `weft keys …`. */
export function keyCommands(program: Command, surroundings: Surroundings): void {
  const { write, complain } = surroundings;
  const wantsJson = (): boolean => program.opts()['json'] === true;

  const group = program
    .command('keys')
    .description('the master keys, by name, and how many connections each of them sealed')
    .action(async () => {
      const { keys } = await apiOf(surroundings).call<{ keys: ListedKey[] }>('GET', '/keys');
      if (wantsJson()) return write(`${JSON.stringify(keys, undefined, 2)}\n`);
      const rows = keys.map(({ keyId, seals, here, connections }) => [keyId, useOf(seals, here), String(connections)]);
      write(table(['KEY', 'USE', 'CONNECTIONS'], rows));
    });

  group
    .command('new')
    .description('print a fresh master key; nothing is changed by it')
    .action(() => write(`${randomBytes(32).toString('base64url')}\n`));

  group
    .command('rotate')
    .description('seal all secrets with the first key; then the others can go')
    .action(async () => {
      const done = await apiOf(surroundings).call<{ resealed: number; unreadable: string[] }>('POST', '/keys/rotate');
      if (wantsJson()) write(`${JSON.stringify(done)}\n`);
      else write(`Sealed anew: ${done.resealed}.\n`);
      if (done.unreadable.length === 0) return;
      complain(`No key here opens the secrets of: ${done.unreadable.join(', ')}. Enter them again, or add the key that sealed them.\n`);
      throw new Failure();
    });
}

function useOf(seals: boolean, here: boolean): string {
  if (!here) return 'missing here';
  return seals ? 'seals' : 'opens only';
}
