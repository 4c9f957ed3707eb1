import { toWeftError, type WeftError } from '@weft/errors';
import { Command, CommanderError } from 'commander';
import { backupCommands } from './commands/backup.ts';
import { connectionCommands } from './commands/connection.ts';
import { exampleCommands } from './commands/examples.ts';
import { executionCommands } from './commands/executions.ts';
import { keyCommands } from './commands/keys.ts';
import { parkedCommands } from './commands/parked.ts';
import { processCommands } from './commands/process.ts';
import { runCommand } from './commands/run.ts';
import { scheduleCommands } from './commands/schedules.ts';
import { tokenCommands } from './commands/token.ts';
import { Failure } from './failure.ts';
import type { Surroundings } from './surroundings.ts';

/** What `weft` ends with: 0 done, 1 refused or failed, 2 called wrongly, 3 Weft was not reached. */
export type ExitCode = 0 | 1 | 2 | 3;

/** Runs the command line `args` (without node and script). Never throws; what goes wrong is one plain sentence on standard error. */
export async function run(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const program = new Command('weft')
    .description('Work with a running Weft. Reads WEFT_URL (default http://127.0.0.1:3000) and WEFT_TOKEN, or the token in WEFT_DATA_DIR.')
    .option('--json', 'print JSON, for programs')
    .exitOverride()
    .configureOutput({ writeOut: surroundings.write, writeErr: surroundings.complain });
  for (const add of [
    processCommands,
    runCommand,
    executionCommands,
    scheduleCommands,
    parkedCommands,
    connectionCommands,
    tokenCommands,
    exampleCommands,
    keyCommands,
    backupCommands,
  ]) {
    add(program, surroundings);
  }
  try {
    await program.parseAsync([...args], { from: 'user' });
    return 0;
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : 2;
    if (thrown instanceof Failure) return 1;
    return complain(toWeftError(thrown), surroundings);
  }
}

function complain(error: WeftError, { complain: write }: Surroundings): ExitCode {
  write(`${error.message}\n`);
  for (const problem of error.problems ?? []) {
    const { pointer, message } = problem as { pointer?: unknown; message?: unknown };
    if (typeof message === 'string') write(`  ${typeof pointer === 'string' && pointer !== '' ? `${pointer}: ` : ''}${message}\n`);
  }
  if (error.kind === 'bug' && error.detail !== undefined) write(`${error.detail}\n`);
  return error.code === 'CONNECTION_FAILED' ? 3 : 1;
}
