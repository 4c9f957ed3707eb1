import { WeftError } from '@weft/errors';
import { type SandboxProcess, startSandboxProcess } from './child-process.ts';
import type { Answer, FromChild, ScriptSource, ToChild } from './protocol.ts';
import { residentMb } from './resident-memory.ts';

/** What a task became: an answer, or its process had to be killed at the deadline, or died of it. */
export type TaskEnd =
  | Answer
  | { readonly outcome: 'killed'; readonly limit: 'time' | 'memory' }
  | { readonly outcome: 'crashed'; readonly reason: string };

interface Task {
  readonly key: string;
  readonly script: ScriptSource;
  readonly message: (id: number) => ToChild;
  /** From when it is the one being run. */
  readonly deadlineMs: number;
  /** Of the whole process while it runs this. */
  readonly residentMbMax: number;
  readonly signal?: AbortSignal;
}

export interface ProcessPool {
  /** @throws WeftError `CANCELLED` when aborted or closed, `INTERNAL` where no process can be started. */
  run(task: Task): Promise<TaskEnd>;
  /** Starts a process where there is none, so that the first task finds it ready. */
  warm(): void;
  pids(): number[];
  close(): Promise<void>;
}

interface Pending {
  readonly id: number;
  readonly task: Task;
  readonly end: (end: TaskEnd) => void;
  readonly fail: (error: WeftError) => void;
  /** Nobody waits for it any more. */
  dropped: boolean;
}

interface Member {
  readonly process: SandboxProcess;
  ready: boolean;
  /** Sent and not answered; the first one is being run. */
  readonly inFlight: Pending[];
  /** Keys of the scripts it was taught, least lately used first. */
  readonly taught: Set<string>;
  deadline: NodeJS.Timeout | undefined;
  /** Killed and about to be gone. */
  retired: boolean;
}

/** Beside the one being run, this many wait inside a process, so that it need not wait for us. */
const sentAhead = 1;
const scriptsPerProcess = 200;
const startsTried = 3;
const memoryWatchMs = 50;
/** A process that holds more than this between two tasks is replaced, so that none is blamed for what another left. */
const residentMbIdleMax = 256;

/**
 * Deals tasks to child processes. A process that dies or is killed takes only the task that it was running with it: those sent
 * ahead go to another one. Scripts have no effects outside, so sending one again is always right.
 */
export function openProcessPool(size: number, uid: number): ProcessPool {
  const members = new Set<Member>();
  const waiting: Pending[] = [];
  let closed: (() => void) | undefined;
  let isClosed = false;
  let failedStarts = 0;
  let lastId = 0;

  const start = (): void => {
    const member: Member = {
      process: startSandboxProcess(uid, { heard: (message) => heard(member, message), gone: (reason) => gone(member, reason) }),
      ready: false,
      inFlight: [],
      taught: new Set(),
      deadline: undefined,
      retired: false,
    };
    members.add(member);
  };

  const heard = (member: Member, message: FromChild): void => {
    if (message.kind === 'ready') {
      member.ready = true;
      failedStarts = 0;
    } else if (member.inFlight[0]?.id === message.id) {
      member.inFlight.shift()?.end(message.answer);
      if (message.residentMb > residentMbIdleMax) retire(member);
      else watchFirst(member);
    }
    deal();
  };

  /** Nothing is lost: what was sent ahead is dealt again. */
  const retire = (member: Member): void => {
    waiting.unshift(...member.inFlight.splice(0).filter(({ dropped }) => !dropped));
    member.retired = true;
    clearTimeout(member.deadline);
    member.process.kill();
  };

  const gone = (member: Member, reason: string): void => {
    clearTimeout(member.deadline);
    members.delete(member);
    const [running, ...ahead] = member.inFlight;
    running?.end({ outcome: 'crashed', reason });
    waiting.unshift(...ahead.filter(({ dropped }) => !dropped));
    if (!member.ready && !member.retired && !isClosed) {
      failedStarts += 1;
      if (failedStarts >= startsTried) giveUp(reason);
    }
    if (isClosed && members.size === 0) closed?.();
    else deal();
  };

  const giveUp = (reason: string): void => {
    failedStarts = 0;
    for (const { fail } of waiting.splice(0)) {
      fail(new WeftError('INTERNAL', 'Scripts cannot be run: their process does not start.', { detail: reason }));
    }
  };

  /** The deadline of a task begins when it comes first. */
  const watchFirst = (member: Member): void => {
    clearTimeout(member.deadline);
    const [first] = member.inFlight;
    if (first === undefined) return;
    member.deadline = setTimeout(() => stop(member, 'time'), first.task.deadlineMs);
  };

  const stop = (member: Member, limit: 'time' | 'memory'): void => {
    member.inFlight.shift()?.end({ outcome: 'killed', limit });
    retire(member);
    deal();
  };

  /** The limits of the isolates do not count everything that a script can make its process hold. */
  const memoryWatch = setInterval(() => {
    for (const member of members) {
      const [first] = member.inFlight;
      if (first !== undefined && residentMb(member.process.pid) > first.task.residentMbMax) stop(member, 'memory');
    }
  }, memoryWatchMs);
  memoryWatch.unref();

  const deal = (): void => {
    while (waiting.length > 0 && !isClosed) {
      const all = [...members].filter(({ retired }) => !retired);
      const idle = all.find(({ ready, inFlight }) => ready && inFlight.length === 0);
      if (idle === undefined && members.size < size) start();
      const isStarting = all.some(({ ready }) => !ready) || members.size > all.length;
      const free = idle ?? (isStarting ? undefined : all.find(({ inFlight }) => inFlight.length <= sentAhead));
      if (free === undefined) return;
      const pending = waiting.shift();
      if (pending !== undefined && !pending.dropped) give(free, pending);
    }
  };

  const give = (member: Member, pending: Pending): void => {
    const { key, script, message } = pending.task;
    if (!member.taught.delete(key)) member.process.send({ kind: 'learn', key, script });
    member.taught.add(key);
    const [oldest] = member.taught;
    if (member.taught.size > scriptsPerProcess && oldest !== undefined) {
      member.taught.delete(oldest);
      member.process.send({ kind: 'forget', key: oldest });
    }
    member.inFlight.push(pending);
    member.process.send(message(pending.id));
    if (member.inFlight.length === 1) watchFirst(member);
  };

  const drop = (pending: Pending): void => {
    pending.dropped = true;
    const place = waiting.indexOf(pending);
    if (place >= 0) waiting.splice(place, 1);
    // What is being run for nobody is stopped; what is only sent ahead will be stopped by its deadline at the latest.
    for (const member of members) {
      if (member.inFlight[0] !== pending) continue;
      member.inFlight.shift();
      retire(member);
    }
    deal();
  };

  const run = (task: Task): Promise<TaskEnd> => {
    const { signal } = task;
    return new Promise<TaskEnd>((resolve, reject) => {
      if (isClosed || signal?.aborted) return reject(cancelled());
      lastId += 1;
      const onAbort = (): void => {
        reject(cancelled());
        drop(pending);
      };
      const settled = () => signal?.removeEventListener('abort', onAbort);
      const pending: Pending = {
        id: lastId,
        task,
        end: (end) => {
          settled();
          resolve(end);
        },
        fail: (error) => {
          settled();
          reject(error);
        },
        dropped: false,
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      waiting.push(pending);
      deal();
    });
  };

  const close = async (): Promise<void> => {
    if (isClosed) return;
    isClosed = true;
    clearInterval(memoryWatch);
    const inFlight = [...members].flatMap((member) => member.inFlight.splice(0));
    for (const { fail } of [...waiting.splice(0), ...inFlight]) fail(cancelled());
    if (members.size === 0) return;
    const all = new Promise<void>((done) => {
      closed = done;
    });
    for (const { process } of members) process.kill();
    await all;
  };

  return {
    run,
    warm: () => {
      if (members.size === 0 && !isClosed) start();
    },
    pids: () => [...members].flatMap(({ process }) => process.pid ?? []),
    close,
  };
}

function cancelled(): WeftError {
  return new WeftError('CANCELLED', 'The execution was cancelled while a script was due.');
}
