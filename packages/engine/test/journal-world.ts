import type { Document } from '@weft/document';
import { Body, createDocument, type Properties } from '@weft/document';
import { WeftError } from '@weft/errors';
import type { Plan, TraceEvent } from '@weft/process';
import type { Role } from '@weft/step-kit';
import { defineStep } from '@weft/step-kit';
import { type AnyStepImplementation, implementWait, type StepTools, type Wait } from '@weft/step-kit/executor';
import * as z from 'zod';
import { type EngineServices, type ExecutionOutcome, type ExecutionStart, execute, preparePlan, type Reply } from '../src/index.ts';
import type { Journal, JournalEntry } from '../src/ports.ts';
import { makeStepTypes, stepType } from './step-types.ts';

/** Which write kills the worker, counted over all attempts from 1, and whether the entries had become durable by then. */
export interface Kill {
  readonly write: number;
  readonly durable: boolean;
}

export interface WorldOptions {
  readonly kills?: readonly Kill[];
  readonly body?: unknown;
  readonly properties?: Properties;
  readonly more?: readonly AnyStepImplementation[];
  readonly services?: Partial<EngineServices>;
}

/** What one attempt came to: its outcome, or nothing where its worker was killed. */
export type Attempt = ExecutionOutcome | 'killed';

/**
 * A world outside of the executions: what they write down, what they do to others, who answers them. A killed worker does
 * nothing any more: its effects, replies and writes no longer reach the world.
 */
export function makeWorld(plan: Plan, options: WorldOptions = {}) {
  const entries: JournalEntry[] = [];
  const batches: Array<readonly JournalEntry[]> = [];
  /** Every effect, by the step and the document that had it. */
  const effects: string[] = [];
  const calls: string[] = [];
  const replies: Array<{ readonly attempt: number; readonly reply: Reply }> = [];
  const parked = new Map<string, Parameters<NonNullable<EngineServices['park']>>[1]>();
  const callbacks = new Map<string, Document>();
  const listeners = new Map<string, (document: Document) => void>();
  const events: TraceEvent[] = [];
  let clock = 0;
  let writes = 0;
  let current = 0;

  async function attempt(more: { readonly signal?: AbortSignal; readonly entry?: ExecutionStart['entry'] } = {}) {
    const number = ++current;
    const dead = Promise.withResolvers<never>();
    dead.promise.catch(() => undefined);
    let isAlive = true;
    /** For whatever a dead worker would still do: it never comes back. */
    const whileAlive = async (): Promise<void> => {
      if (!isAlive) await new Promise<never>(() => undefined);
    };
    const journal: Journal = {
      earlier: [...entries],
      write: async (batch) => {
        await whileAlive();
        if (number !== current) throw new WeftError('ATTEMPT_REFUSED', 'A later attempt has begun.');
        const kill = options.kills?.find((one) => one.write === writes + 1);
        writes++;
        if (kill === undefined || kill.durable) {
          batches.push(batch);
          entries.push(...batch);
        }
        if (kill === undefined) return;
        isAlive = false;
        dead.reject(killed);
        await whileAlive();
      },
      callbackUrl: (key) => `https://weft.example/callbacks/${encodeURIComponent(key)}`,
      onCallback: (key, ended) => {
        const come = callbacks.get(key);
        if (come !== undefined) ended(come);
        else listeners.set(key, ended);
      },
    };
    const { implementations, collected } = makeStepTypes();
    const types = [
      stepType('effect', async (config, document) => {
        await whileAlive();
        effects.push(`${config['name']} ${document.id} ${JSON.stringify(document.body.value())}`);
        if (config['fails'] === true) throw new WeftError('HTTP_STATUS', 'The service answered 500.');
        return Array.from({ length: Number(config['gives'] ?? 1) }, (_, n) => ({
          port: 'out',
          body: config['gives'] === undefined ? document.body : Body.fromValue(n),
        }));
      }),
      stepType('call', async (config, document) => {
        await whileAlive();
        calls.push(`${config['name']} ${document.id}`);
        if (config['fails'] === true) throw new WeftError('HTTP_STATUS', 'The service answered 500.');
        return { port: 'out', body: Body.fromValue({ answer: document.body.value() }) };
      }),
      stepType('race', async (_config, _document, { execution }) => {
        // In every attempt another path is the faster one.
        for (let turn = 0; turn < (execution.attempt % 2) * 20; turn++) await Promise.resolve();
        return { port: 'out' };
      }),
      waitType,
      ...(options.more ?? []),
    ];
    for (const type of types) implementations.set(type.definition.type, type);
    const services: EngineServices = {
      reply: async (reply) => {
        await whileAlive();
        replies.push({ attempt: number, reply });
      },
      trace: (event) => events.push(event),
      recordsBodies: false,
      now: () => clock,
      journal,
      park: async (key, request) => void parked.set(key, request),
      ...options.services,
    };
    const execution = { id: 'e1', processId: 'p1', versionId: 'v1', environment: 'test', attempt: number, properties: {} };
    const document = createDocument('root', Body.fromValue(options.body ?? 'x'), options.properties);
    const prepared = preparePlan(plan, implementations, () => ({}) as StepTools);
    const abort = new AbortController();
    const signal = more.signal ?? abort.signal;
    const start = { execution, document, ...(more.entry === undefined ? {} : { entry: more.entry }) };
    const outcome: Attempt = await Promise.race([execute(prepared, start, services, signal), dead.promise]).catch((thrown: unknown) => {
      if (thrown !== killed) throw thrown;
      return 'killed' as const;
    });
    if (outcome === 'killed') abort.abort();
    return { outcome, documents: [...collected] };
  }

  /** Attempt after attempt until the execution has ended; in between time passes, and callers who were asked to do call. */
  async function untilTheEnd(callBack?: (world: World) => void, attemptsMax = 20) {
    for (let count = 0; count < attemptsMax; count++) {
      const one = await attempt();
      if (one.outcome === 'killed') continue;
      if (one.outcome.status !== 'waiting') return { ...one, outcome: one.outcome };
      if (one.outcome.until !== undefined) clock = Math.max(clock, one.outcome.until);
      callBack?.(world);
    }
    throw new Error('the execution does not end');
  }

  const world = {
    entries,
    batches,
    effects,
    calls,
    replies,
    parked,
    events,
    attempt,
    untilTheEnd,
    writes: () => writes,
    attempts: () => current,
    passTime: (ms: number) => {
      clock += ms;
    },
    callBack(key: string, body: unknown) {
      const document = createDocument('callback', Body.fromValue(body));
      if (!callbacks.has(key)) callbacks.set(key, document);
      listeners.get(key)?.(document);
    },
    /** A later attempt has begun elsewhere. */
    supersede: () => {
      current++;
    },
  };
  return world;
}

export type World = ReturnType<typeof makeWorld>;

const killed = Symbol('killed');

const role: Role = 'wait';

/** Waits `ms`, for a callback, or both; tells in a document how it ended. Config `announces`: says before where to call. */
export const waitType = implementWait(
  defineStep({
    type: 'waiting',
    version: 1,
    title: 'waiting',
    summary: 'For tests.',
    category: 'flow',
    role,
    effect: 'none',
    config: z.record(z.string(), z.unknown()),
    initial: {},
    ports: () => [{ id: 'out', title: 'Out' }],
  }),
  (config) => ({
    begin: (document, context): Wait => ({
      ...(config['ms'] === undefined ? {} : { until: context.now() + Number(config['ms']) }),
      callback: config['callback'] === true,
      ...(config['announces'] === true
        ? { before: { port: 'before', properties: { ...document.properties, url: context.callbackUrl } } }
        : {}),
    }),
    end: (document, end) => ({
      port: 'out',
      body: end.kind === 'time' ? document.body : end.document.body,
      properties: { ...document.properties, ended: end.kind },
    }),
  }),
);
