import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { WeftError } from '@weft/errors';
import type { Command } from 'commander';
import { apiOf, type Surroundings } from '../surroundings.ts';

/** `weft backup` and `weft restore`. */
export function backupCommands(program: Command, surroundings: Surroundings): void {
  const { write, cwd } = surroundings;
  const wantsJson = (): boolean => program.opts()['json'] === true;

  program
    .command('backup')
    .description('write all that is stored into a file; secrets stay sealed in it, so keep the master key too')
    .argument('<file>')
    .option('--no-executions', 'leave out what has been executed')
    .option('--bodies', 'also large bodies of what waits, is parked or cached', false)
    .action(async (file: string, { executions, bodies }: { executions: boolean; bodies: boolean }) => {
      const to = path.resolve(cwd, file);
      const query = new URLSearchParams({ executions: String(executions), bodies: String(bodies) });
      const answer = await apiOf(surroundings).stream(`/backup?${query}`, surroundings.stopped);
      await save(answer, to);
      write(wantsJson() ? `${JSON.stringify({ file: to })}\n` : `${to}\n`);
    });

  program
    .command('restore')
    .description('make this installation what a backup is of; with the same master key')
    .argument('<file>')
    .option('--replace', 'remove what is here; without it only an empty installation is restored into', false)
    .option('--drop-secrets', 'leave the secrets of connections out, where the master key is lost', false)
    .action(async (file: string, { replace, dropSecrets }: { replace: boolean; dropSecrets: boolean }) => {
      const from = path.resolve(cwd, file);
      if (!existsSync(from)) throw new WeftError('NOT_FOUND', `There is no file ${file}.`);
      const query = new URLSearchParams({ replace: String(replace), dropSecrets: String(dropSecrets) });
      const bytes = Readable.toWeb(createReadStream(from)) as ReadableStream<Uint8Array>;
      const done = await apiOf(surroundings).upload<{ madeAt: string; rows: number; bodies: number }>(`/restore?${query}`, bytes);
      write(
        wantsJson() ? `${JSON.stringify(done)}\n` : `Restored the backup of ${done.madeAt}: ${done.rows} rows, ${done.bodies} bodies.\n`,
      );
    });
}

/** The file is there when all of it is. Readable by its owner only: it holds what people and systems said. */
async function save(answer: Response, file: string): Promise<void> {
  const unfinished = `${file}.unfinished`;
  try {
    if (answer.body === null) throw new WeftError('INTERNAL', 'Weft answered without a backup.');
    const body = answer.body as import('node:stream/web').ReadableStream<Uint8Array>;
    await pipeline(Readable.fromWeb(body), createWriteStream(unfinished, { mode: 0o600 }));
    await rename(unfinished, file);
  } catch (cause) {
    await rm(unfinished, { force: true });
    if (cause instanceof WeftError) throw cause;
    throw new WeftError('CONNECTION_FAILED', `The backup broke off: ${cause instanceof Error ? cause.message : String(cause)}.`, { cause });
  }
}
