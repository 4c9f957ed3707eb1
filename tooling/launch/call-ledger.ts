/** Steady calls, and a book of what each caller saw, to be compared with what Weft recorded: for tests that kill things. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { RunningWeft } from './running-weft.ts';

/** What one caller asks for, and what a right answer is. */
export interface Call {
  /** Below `/ws/rest/`. */
  readonly target: string;
  readonly isRight: (text: string) => boolean;
}

interface Entry {
  readonly target: string;
  /** undefined where the connection broke: the caller cannot know whether its call was accepted. */
  readonly status: number | undefined;
  readonly executionId: string | undefined;
  readonly text: string;
  readonly right: boolean;
}

export interface Ledger {
  /** Ends the calls and waits for those under way. */
  stop(): Promise<void>;
  readonly entries: readonly Entry[];
  /** What contradicts "an accepted call is answered or accounted for": empty where all is well. Waits until nothing runs any more. */
  contradictions(): Promise<readonly string[]>;
}

const everyMs = 100;
const settleMs = 60_000;

/** Begins to call, one call every 100 ms, in turns. */
export function keepCalling(weft: RunningWeft, dataDir: string, callOf: (number: number) => Call): Ledger {
  const entries: Entry[] = [];
  const underWay = new Set<Promise<unknown>>();
  let number = 0;
  const timer = setInterval(() => {
    number += 1;
    const one = callOnce(weft.gateway, callOf(number)).then((entry) => entries.push(entry));
    underWay.add(one);
    void one.finally(() => underWay.delete(one));
  }, everyMs);

  return {
    entries,
    stop: async () => {
      clearInterval(timer);
      await Promise.all(underWay);
    },
    contradictions: async () => {
      const records = await recorded(weft.studio, dataDir);
      const found = entries.flatMap((entry) => contradictionsOf(entry, records));
      const unfinished = [...records].filter(([, status]) => !isEnd(status));
      return [...found, ...unfinished.map(([id, status]) => `${id} is still ${status}`)];
    },
  };
}

async function callOnce(gateway: string, { target, isRight }: Call): Promise<Entry> {
  try {
    const response = await fetch(`${gateway}/ws/rest/${target}`, { signal: AbortSignal.timeout(settleMs) });
    const executionId = response.headers.get('x-execution-id') ?? undefined;
    const text = await response.text();
    const right = response.status === 202 || (response.status === 200 && isRight(text));
    return { target, status: response.status, executionId, text, right };
  } catch (cause) {
    return { target, status: undefined, executionId: undefined, text: String(cause), right: false };
  }
}

function contradictionsOf({ target, status, executionId, text, right }: Entry, records: ReadonlyMap<string, string>): string[] {
  // Not accepted, or the caller cannot know.
  if (status === undefined || executionId === undefined) {
    return status === undefined || status === 503 ? [] : [`${target} was answered ${status} without an execution: ${text}`];
  }
  const state = records.get(executionId) ?? 'not recorded';
  const fits =
    status === 202 ? isEnd(state) : status === 200 ? right && state === 'succeeded' : state === 'failed' || state === 'cancelled';
  return fits ? [] : [`${target} was answered ${status}, execution ${executionId} is ${state}: ${text.slice(0, 200)}`];
}

function isEnd(status: string): boolean {
  return status === 'succeeded' || status === 'failed' || status === 'cancelled';
}

/** The state of every recorded execution, read when all have ended or, at the latest, after a minute. */
async function recorded(studio: string, dataDir: string): Promise<Map<string, string>> {
  const until = Date.now() + settleMs;
  for (;;) {
    const states = await everyExecution(studio, dataDir).catch(() => undefined);
    if (states !== undefined && ([...states.values()].every(isEnd) || Date.now() > until)) return states;
    if (Date.now() > until + settleMs) throw new Error('The executions cannot be read.');
    await wait(500);
  }
}

async function everyExecution(studio: string, dataDir: string): Promise<Map<string, string>> {
  const headers = { authorization: `Bearer ${readFileSync(path.join(dataDir, 'admin-token'), 'utf8').trim()}` };
  const states = new Map<string, string>();
  let after = '';
  do {
    const response = await fetch(`${studio}/api/v1/executions?limit=200${after === '' ? '' : `&after=${after}`}`, { headers });
    if (!response.ok) throw new Error(`The list of executions answered ${response.status}.`);
    const page = (await response.json()) as { executions: { id: string; status: string }[]; next?: string | null };
    for (const { id, status } of page.executions) states.set(id, status);
    after = page.next ?? '';
  } while (after !== '');
  return states;
}
