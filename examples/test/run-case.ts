/** Runs an example in this process: the same file, plan, engine and executors as in a worker, without gateway and queue. */

import { connectionDefinitions, stepEntries as connectorEntries } from '@weft/connectors/catalog';
import { connectionImplementations, stepImplementations as connectorImplementations } from '@weft/connectors/executors';
import { Body, createDocument } from '@weft/document';
import { execute, preparePlan, type Reply } from '@weft/engine';
import { checkExpression, checkTemplate } from '@weft/expression';
import { createOutboundGuard } from '@weft/outbound';
import { compileProcess, type LogLine, readProcessFile, validateProcess } from '@weft/process';
import { makeCatalog } from '@weft/step-kit';
import { compileTools, type StepTools } from '@weft/step-kit/executor';
import { stepEntries } from '@weft/steps/catalog';
import { stepImplementations } from '@weft/steps/executors';

const catalog = makeCatalog([...stepEntries, ...connectorEntries], connectionDefinitions);
const outbound = createOutboundGuard({ allow: '127.0.0.1 localhost' });
const neverAborted = new AbortController().signal;

/** A connection as `connections.json` names it, its placeholders filled. */
export interface ExampleConnection {
  readonly id: string;
  readonly type: string;
  readonly config: Readonly<Record<string, unknown>>;
}

export interface ExampleCall {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface ExampleAnswer {
  readonly reply: Reply | undefined;
  readonly log: readonly LogLine[];
}

/** A process that was published, as far as its calls are concerned. */
export interface PublishedExample {
  call(call: ExampleCall): Promise<ExampleAnswer>;
  close(): Promise<void>;
}

/** Validates and compiles a process file and opens its connections. @throws WeftError, or Error naming what validation found. */
export async function publishExample(text: string, connections: readonly ExampleConnection[]): Promise<PublishedExample> {
  const file = readProcessFile(text);
  const issues = validateProcess(file, catalog, {
    connections,
    checkExpression: (source, kind) => (kind === 'expression' ? checkExpression(source) : checkTemplate(source))?.message,
  });
  if (issues.length > 0) throw new Error(issues.map(({ message }) => message).join(' '));
  const plan = compileProcess(file, catalog);
  const clients = await Promise.all(connections.map(open));
  const prepared = preparePlan(plan, new Map([...stepImplementations, ...connectorImplementations]), () => toolsWith(clients));
  const start = plan.steps[plan.start];
  const routes = (start === undefined ? undefined : catalog.steps.get(start.type)?.definition.routes?.(start.config)) ?? [];
  return {
    async call(call) {
      const url = new URL(call.path, 'http://localhost');
      const properties = executionProperties(url, call, routes.find(({ methods }) => methods.includes(call.method))?.path ?? '');
      const replies: Reply[] = [];
      const log: LogLine[] = [];
      const outcome = await execute(
        prepared,
        {
          execution: { id: 'e', processId: 'p', versionId: 'v', environment: 'test', attempt: 1, properties },
          document: createDocument('root', bodyOf(call)),
        },
        {
          reply: async (reply) => void replies.push(reply),
          trace: (event) => void (event.kind === 'log' && log.push(event.line)),
          recordsBodies: false,
          now: Date.now,
        },
        neverAborted,
      );
      if (outcome.status !== 'succeeded') throw new Error('error' in outcome ? outcome.error.message : 'It waits.');
      return { reply: replies[0], log };
    },
    close: async () => {
      for (const { close } of clients) await close();
    },
  };
}

interface OpenConnection {
  readonly id: string;
  readonly client: unknown;
  close(): Promise<void>;
}

async function open({ id, type, config }: ExampleConnection): Promise<OpenConnection> {
  const implementation = connectionImplementations.get(type);
  if (implementation === undefined) throw new Error(`There is no connection type ${type}.`);
  const client: unknown = await implementation.open(implementation.definition.config.parse(config), { outbound, signal: neverAborted });
  return { id, client, close: () => implementation.close(client) };
}

function toolsWith(clients: readonly OpenConnection[]): StepTools {
  return {
    ...compileTools(),
    connection: <Client>(id: string) => ({ client: async () => clients.find((client) => client.id === id)?.client as Client }),
    outbound,
  };
}

/** What a gateway tells of a call. */
function executionProperties(url: URL, { method }: ExampleCall, route: string): Record<string, string> {
  const path = url.pathname.replace(/^\/ws\/rest\//, '');
  const values = path.split('/').map(decodeURIComponent);
  const names = route.split('/').map((segment) => /^\{(.*)\}$/.exec(segment)?.[1]);
  return {
    inmethod: method,
    inpath: path,
    ...Object.fromEntries(names.flatMap((name, index) => (name === undefined ? [] : [[`param_${name}`, values[index] ?? '']]))),
    ...Object.fromEntries([...url.searchParams].map(([name, value]) => [`query_${name}`, value])),
  };
}

function bodyOf({ body }: ExampleCall): Body {
  return body === undefined ? Body.empty : Body.fromText(JSON.stringify(body), 'application/json');
}
