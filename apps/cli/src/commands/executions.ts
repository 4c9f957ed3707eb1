import { type Api, readServerEvents } from '@weft/management/client';
import type { ExecutionTrace, LogLine, TraceEvent } from '@weft/process';
import { type Command, InvalidArgumentError } from 'commander';
import { apiOf, type Surroundings } from '../surroundings.ts';
import { table } from '../table.ts';

interface ListedExecution {
  readonly id: string;
  readonly processName: string;
  readonly versionNumber: number | null;
  readonly status: string;
  readonly trigger: string;
  readonly acceptedAt: string;
}

interface ListOptions {
  readonly process?: string;
  readonly status?: string;
  readonly limit: number;
}

/** `weft executions` and `weft logs`. */
export function executionCommands(program: Command, surroundings: Surroundings): void {
  const wantsJson = (): boolean => program.opts()['json'] === true;

  program
    .command('executions')
    .description('the newest executions')
    .option('--process <id>', 'of this process')
    .option('--status <status>', 'queued, running, waiting, succeeded, failed or cancelled')
    .option('--limit <n>', 'at most so many', positive, 20)
    .action(async (options: ListOptions) => {
      const query = new URLSearchParams({ limit: String(options.limit) });
      if (options.process !== undefined) query.set('process', options.process);
      if (options.status !== undefined) query.set('status', options.status);
      const { executions } = await apiOf(surroundings).call<{ executions: ListedExecution[] }>('GET', `/executions?${query}`);
      if (wantsJson()) return surroundings.write(`${JSON.stringify(executions, undefined, 2)}\n`);
      const rows = executions.map(({ id, processName, versionNumber, status, trigger, acceptedAt }) => [
        acceptedAt,
        status,
        processName,
        versionNumber === null ? 'draft' : String(versionNumber),
        trigger,
        id,
      ]);
      surroundings.write(table(['ACCEPTED', 'STATUS', 'PROCESS', 'VERSION', 'BY', 'ID'], rows));
    });

  program
    .command('logs')
    .description('the log of one execution, or of all that come')
    .argument('[id]', 'of the execution; all new ones where it is left out')
    .option('-f, --follow', 'go on while it runs')
    .action(async (id: string | undefined, { follow = false }: { follow?: boolean }) => {
      const api = apiOf(surroundings);
      const print = printer(surroundings, wantsJson());
      if (id === undefined) return follow ? followAll(api, surroundings, print) : printNewest(api, print);
      if (follow) return followOne(api, id, surroundings.stopped, print);
      const { trace } = await api.call<{ trace: ExecutionTrace }>('GET', `/executions/${encodeURIComponent(id)}`);
      for (const line of trace.log) print(id, line);
    });
}

type Print = (executionId: string, line: LogLine) => void;

function printer({ write }: Surroundings, json: boolean): Print {
  return (executionId, line) => {
    if (json) return write(`${JSON.stringify({ executionId, ...line })}\n`);
    const fields = line.fields === undefined || Object.keys(line.fields).length === 0 ? '' : ` ${JSON.stringify(line.fields)}`;
    write(`${new Date(line.at).toISOString()} ${executionId} ${line.level.padEnd(5)} ${line.stepId ?? '-'}: ${line.message}${fields}\n`);
  };
}

async function printNewest(api: Api, print: Print): Promise<void> {
  const { executions } = await api.call<{ executions: ListedExecution[] }>('GET', '/executions?limit=10');
  for (const { id } of executions.reverse()) {
    const { trace } = await api.call<{ trace: ExecutionTrace }>('GET', `/executions/${encodeURIComponent(id)}`);
    for (const line of trace.log) print(id, line);
  }
}

/** Prints what there is and what comes, each line once, until the execution ends. */
async function followOne(api: Api, id: string, signal: AbortSignal, print: Print): Promise<void> {
  let printed = 0;
  // A whole trace may be sent again: what it repeats was printed already.
  const catchUp = (trace: ExecutionTrace): void => {
    for (const line of trace.log.slice(printed)) print(id, line);
    printed = Math.max(printed, trace.log.length);
  };
  try {
    for await (const { event, data } of readServerEvents(await api.stream(`/executions/${encodeURIComponent(id)}/events`, signal))) {
      if (event === 'trace' || event === 'end') catchUp(data as ExecutionTrace);
      if (event !== 'events') continue;
      for (const happened of data as TraceEvent[]) {
        if (happened.kind !== 'log') continue;
        print(id, happened.line);
        printed += 1;
      }
    }
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
  }
}

/** Follows every execution that begins from now on, until somebody stops it. */
async function followAll(api: Api, { stopped, complain }: Surroundings, print: Print): Promise<void> {
  const seen = new Set<string>();
  let isFirst = true;
  try {
    for await (const { event, data } of readServerEvents(await api.stream('/executions/events?limit=100', stopped))) {
      if (event !== 'executions') continue;
      const { executions } = data as { executions: ListedExecution[] };
      for (const { id, status } of [...executions].reverse()) {
        if (seen.has(id)) continue;
        seen.add(id);
        const isOld = isFirst && status !== 'running' && status !== 'queued' && status !== 'waiting';
        if (!isOld) void followOne(api, id, stopped, print).catch((thrown: unknown) => complain(`${id}: ${String(thrown)}\n`));
      }
      isFirst = false;
    }
  } catch (thrown) {
    if (!stopped.aborted) throw thrown;
  }
}

function positive(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 200) throw new InvalidArgumentError('It is a number from 1 to 200.');
  return number;
}
