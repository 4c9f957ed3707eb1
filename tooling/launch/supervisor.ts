/** Keeps the programs of one Weft running: starts, restarts with back-off, stops in order. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';
import { repository } from './set-up.ts';

export interface Program {
  /** Also the name of its log file. */
  readonly name: string;
  /** Relative to the repository. */
  readonly script: string;
  readonly nodeFlags?: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Restart delays in milliseconds; a program that ran for a minute begins anew. */
const backOffMs = [250, 1_000, 3_000, 10_000, 30_000];
const stopGraceMs = 15_000;

export class Supervisor {
  readonly #logDir: string;
  readonly #running = new Map<string, ChildProcess>();
  readonly #say: (line: string) => void;
  #stopping = false;

  constructor(logDir: string, say: (line: string) => void) {
    mkdirSync(logDir, { recursive: true });
    this.#logDir = logDir;
    this.#say = say;
  }

  start(program: Program): void {
    this.#launch(program, 0);
  }

  #launch(program: Program, failures: number): void {
    if (this.#stopping) return;
    const log = createWriteStream(path.join(this.#logDir, `${program.name}.log`), { flags: 'a' });
    // Its own session, so that Ctrl-C in the terminal reaches only us and we stop things in order. Standard input is a
    // pipe that nobody writes to: it ends when we die, however we die, and the program then ends itself.
    const child = spawn(process.execPath, [...(program.nodeFlags ?? []), path.join(repository, program.script)], {
      cwd: repository,
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, ...program.env, WEFT_PARENT_WATCH: 'stdin' },
    });
    this.#running.set(program.name, child);
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    child.stdin.on('error', () => {});
    const startedAt = Date.now();
    let ended = false;
    const onEnd = (how: string) => {
      if (ended) return;
      ended = true;
      log.end();
      if (this.#running.get(program.name) === child) this.#running.delete(program.name);
      if (this.#stopping) return;
      const count = Date.now() - startedAt > 60_000 ? 0 : failures;
      const delay = backOffMs[Math.min(count, backOffMs.length - 1)] ?? 30_000;
      this.#say(
        `The ${program.name} ${how}; starting it again in ${delay / 1000} s. Its log: ${path.join(this.#logDir, `${program.name}.log`)}`,
      );
      setTimeout(() => this.#launch(program, count + 1), delay).unref();
    };
    child.once('error', (cause) => onEnd(`could not be started (${cause.message})`));
    child.once('exit', (code, signal) => onEnd(signal === null ? `ended with code ${code}` : `was ended by ${signal}`));
  }

  /** Stops the named programs together: politely, then by force. */
  async stop(names: readonly string[]): Promise<void> {
    this.#stopping = true;
    await Promise.all(
      names.map(async (name) => {
        const child = this.#running.get(name);
        if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
        const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
        child.kill('SIGTERM');
        const force = setTimeout(() => child.kill('SIGKILL'), stopGraceMs);
        await gone;
        clearTimeout(force);
      }),
    );
  }
}
