import type { ProcessFile } from '@weft/process';

type Steps = ProcessFile['steps'];
type Config = Record<string, unknown>;

const placed = (type: string, config: Config) => ({ type, version: 1, config, position: { x: 0, y: 0 } });

/** A process whose steps stand in a row behind its endpoint. */
export function inARow(
  path: string,
  steps: Readonly<Record<string, readonly [type: string, config: Config]>>,
  endpoint: Config = {},
): ProcessFile {
  const placedSteps: Steps = {
    start: placed('http-endpoint', { methods: ['GET', 'POST'], path, authentication: 'none', ...endpoint }),
  };
  const links: ProcessFile['links'] = [];
  let before = 'start';
  for (const [id, [type, config]] of Object.entries(steps)) {
    placedSteps[id] = placed(type, config);
    links.push({ from: { step: before, port: 'out' }, to: id });
    before = id;
  }
  return { formatVersion: 1, name: path, steps: placedSteps, links };
}

const reply = ['reply', { status: '200', contentType: 'application/json' }] as const;

/** `{"hello": name}`, the name from the query, the body or the path. */
export const hello = () =>
  inARow('demo/hello/{who}', {
    greet: ['map', { fields: [{ target: 'hello', expression: 'execution.query_name ?? body?.name ?? param_who' }] }],
    answer: reply,
  });

/** Sends back what came. */
export const echo = (endpoint: Config = {}) => inARow('echo', { answer: ['reply', { status: '200', contentType: 'as-is' }] }, endpoint);

/** Is busy for `ms`, then answers with what is under `{ ms }`. */
export const busy = (ms: number, endpoint: Config = {}) =>
  inARow(
    'busy',
    {
      work: ['script', { code: `const end = Date.now() + ${ms}; while (Date.now() < end) {} return { ms: ${ms} };`, timeoutMs: 60_000 }],
      answer: reply,
    },
    endpoint,
  );

/** Ends without a reply. */
export const silent = () => inARow('silent', { note: ['log', { level: 'info', message: 'done' }] });

/** Fails in its script. */
export const failing = () => inARow('failing', { work: ['script', { code: 'throw new Error("broken on purpose")' }], answer: reply });
