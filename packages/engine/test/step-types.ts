import { Body, type Document } from '@weft/document';
import { WeftError } from '@weft/errors';
import { defineStep, type StepCapability } from '@weft/step-kit';
import { type AnyStepImplementation, type Emission, type Emissions, implementStep, type StepContext } from '@weft/step-kit/executor';
import * as z from 'zod';

type Behaviour = (config: Record<string, unknown>, document: Document, context: StepContext) => Emissions | Promise<Emissions>;

/** A step type that does `behaviour`, whatever its ports. */
export function stepType(type: string, behaviour: Behaviour, capabilities: readonly StepCapability[] = []): AnyStepImplementation {
  const definition = defineStep({
    type,
    version: 1,
    title: type,
    summary: 'For tests.',
    category: 'shape',
    role: 'step',
    effect: 'none',
    config: z.record(z.string(), z.unknown()),
    initial: {},
    ports: () => [{ id: 'out', title: 'Out' }],
    capabilities,
  });
  return implementStep(definition, (config) => (document, context) => behaviour(config, document, context));
}

/** Something to wait for, in both directions. */
export interface Gate {
  readonly opened: Promise<void>;
  open(): void;
}

export function makeGate(): Gate {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: resolve };
}

/** The step types of the engine's tests. Whatever reaches a `collect` stands in `collected`, in order. */
export function makeStepTypes(gates: Readonly<Record<string, Gate>> = {}) {
  const collected: Document[] = [];
  const released: string[] = [];
  const types = [
    stepType('pass', () => ({ port: 'out' })),
    stepType('pass-later', async (config) => {
      for (let turn = 0; turn < Number(config['turns'] ?? 1); turn++) await Promise.resolve();
      return { port: 'out' };
    }),
    stepType('append', (config, document) => ({ port: 'out', body: Body.fromValue(`${document.body.value()}${config['text']}`) })),
    stepType('property', (config, document) => ({
      port: 'out',
      properties: { ...document.properties, [String(config['name'])]: String(config['value']) },
    })),
    stepType('split', (config) => Array.from({ length: Number(config['count']) }, (_, n) => ({ port: 'out', body: Body.fromValue(n) }))),
    stepType('split-lazily', (config) => numbers(Number(config['count']))),
    stepType('split-slowly', (config) => numbersLater(Number(config['count']), () => released.push('split-slowly'))),
    stepType('items', (_config, document) =>
      (document.body.value() as unknown[]).map((item) => ({ port: 'item', body: Body.fromValue(item) })),
    ),
    stepType('fail-where', (config, document) => {
      if (document.body.value() === config['value']) throw new WeftError('HTTP_STATUS', `${document.body.value()} is refused.`);
      return { port: 'out' };
    }),
    stepType('error', (_config, document) => ({ port: 'out', body: Body.fromValue(document.properties['error_message'] ?? 'none') })),
    stepType(
      'stop',
      (config, _document, context) => {
        context.end?.(config['message'] === undefined ? undefined : new WeftError('RAISED', String(config['message'])));
        return undefined;
      },
      ['end'],
    ),
    stepType('keep-even', (_config, document) => (Number(document.body.value()) % 2 === 0 ? { port: 'out' } : undefined)),
    stepType('route', (_config, document) => ({ port: Number(document.body.value()) % 2 === 0 ? 'even' : 'odd' })),
    stepType('drop', () => undefined),
    stepType('fail', () => {
      throw new WeftError('HTTP_STATUS', 'The service answered 500.');
    }),
    stepType('throw-text', () => {
      throw 'a text';
    }),
    stepType('throw-type-error', () => (undefined as unknown as { member: never }).member),
    stepType('return', (config) => config['value'] as Emissions),
    stepType('wait', async (config, _document, context) => {
      await Promise.race([gates[String(config['gate'])]?.opened, aborted(context.signal)]);
      context.signal.throwIfAborted();
      return { port: 'out' };
    }),
    stepType('hang', () => new Promise<Emissions>(() => undefined)),
    stepType('open', (config) => {
      gates[String(config['gate'])]?.open();
      return { port: 'out' };
    }),
    stepType('log', (config, _document, context) => {
      context.log('info', String(config['message']));
      return { port: 'out' };
    }),
    stepType(
      'reply',
      async (config, document, context) => {
        await context.reply?.({ status: Number(config['status'] ?? 200), headers: {}, body: document.body });
        return { port: 'out' };
      },
      ['reply'],
    ),
    stepType('collect', (_config, document) => {
      collected.push(document);
      return undefined;
    }),
  ];
  return { implementations: new Map(types.map((type) => [type.definition.type, type])), collected, released };
}

function* numbers(count: number): Generator<Emission> {
  for (let n = 0; n < count; n++) yield { port: 'out', body: Body.fromValue(n) };
}

async function* numbersLater(count: number, onEnd: () => void): AsyncGenerator<Emission> {
  try {
    for (let n = 0; n < count; n++) yield { port: 'out', body: Body.fromValue(n) };
  } finally {
    onEnd();
  }
}

const abortions = new WeakMap<AbortSignal, Promise<void>>();

/** One listener per signal: a listener for every document would make long streams slow. */
function aborted(signal: AbortSignal): Promise<void> {
  const known = abortions.get(signal);
  if (known !== undefined) return known;
  const { promise, resolve } = Promise.withResolvers<void>();
  signal.addEventListener('abort', () => resolve(), { once: true });
  abortions.set(signal, promise);
  return promise;
}
