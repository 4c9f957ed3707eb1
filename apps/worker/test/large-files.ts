import { createHash, type Hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { ProcessFile } from '@weft/process';
import type { RunningWeft } from './running-weft.ts';

/** What stands in one record, and how a file of them is written. */
interface LargeFormat {
  readonly contentType: string;
  readonly head: string;
  readonly record: (n: number) => string;
  /** Between two records. */
  readonly between: string;
  readonly tail: string;
  /** Of the split step. */
  readonly source: Record<string, unknown>;
  /** The expressions that read a record's number and its amount. */
  readonly n: string;
  readonly amount: string;
  /** How the records that are kept are written again. */
  readonly into: Record<string, unknown>;
  readonly headOut: string;
  readonly recordOut: (n: number) => string;
  readonly betweenOut: string;
  readonly tailOut: string;
}

const text = 'a text as long as those in real files are, with umlauts äöü';
const amountOf = (n: number): string => ((n % 10_000) / 100).toFixed(2);
const json = (n: number): string => `{"n":${n},"customer":"C-${n % 100}","amount":"${amountOf(n)}","text":"${text}"}`;
const row = (n: number): string => `${n},C-${n % 100},${amountOf(n)},"${text}"\n`;
const xml = (n: number): string =>
  `<order n="${n}"><customer>C-${n % 100}</customer><amount>${amountOf(n)}</amount><text>${text}</text></order>`;

const jsonLike = {
  contentType: 'application/json',
  record: json,
  recordOut: json,
  n: 'body.n',
  amount: 'body.amount',
};

/** The four kinds of files that a worker must take apart and put together in little memory, whatever their size. */
export const largeFormats = {
  csv: {
    contentType: 'text/csv',
    head: 'n,customer,amount,text\n',
    record: row,
    between: '',
    tail: '',
    source: { from: 'csv' },
    n: 'Number(body.n)',
    amount: 'body.amount',
    into: { format: 'csv', lineEnd: 'lf', quoting: 'needed' },
    headOut: 'n,customer,amount,text\n',
    recordOut: row,
    betweenOut: '',
    tailOut: '',
  },
  'json-lines': {
    ...jsonLike,
    contentType: 'application/x-ndjson',
    ...{ head: '', between: '\n', tail: '\n', headOut: '', betweenOut: '\n', tailOut: '\n' },
    source: { from: 'json-lines' },
    into: { format: 'json-lines' },
  },
  json: {
    ...jsonLike,
    ...{ head: '{"source":"test","orders":[', between: ',\n', tail: ']}', headOut: '[', betweenOut: ',', tailOut: ']' },
    source: { from: 'json', path: 'orders' },
    into: { format: 'json' },
  },
  xml: {
    contentType: 'application/xml',
    head: '<?xml version="1.0"?>\n<orders>\n',
    record: xml,
    between: '\n',
    tail: '\n</orders>\n',
    source: { from: 'xml', path: 'orders/order' },
    n: "Number(body.order['@n'])",
    amount: 'body.order.amount',
    into: { format: 'xml', root: 'orders' },
    headOut: '<?xml version="1.0" encoding="UTF-8"?><orders>',
    recordOut: xml,
    betweenOut: '',
    tailOut: '</orders>',
  },
} as const satisfies Record<string, LargeFormat>;

export type LargeName = keyof typeof largeFormats;

const placed = (type: string, config: Record<string, unknown>) => ({ type, version: 1, config, position: { x: 0, y: 0 } });
const link = (step: string, to: string, port = 'out') => ({ from: { step, port }, to });

/** Splits the file, keeps every third record, writes those into a file that is the answer, and says figures of them in the log. */
export function largeProcess(name: LargeName): ProcessFile {
  const { source, n, amount, into } = largeFormats[name] as LargeFormat;
  const endpoint = { methods: ['POST'], path: `large/${name}`, authentication: 'none', bodyBytesMax: 2_000_000_000, timeoutMs: 60_000 };
  const figures = [
    { name: 'count', function: 'count' },
    { name: 'total', function: 'sum', value: amount },
  ];
  return {
    formatVersion: 1,
    name: `large ${name}`,
    steps: {
      start: placed('http-endpoint', endpoint),
      split: placed('split', { source }),
      keep: placed('filter', { condition: `${n} % 3 === 0` }),
      both: placed('branch', {
        paths: [
          { id: 'file', title: 'File' },
          { id: 'figures', title: 'Figures' },
        ],
      }),
      combine: placed('combine', { into }),
      answer: placed('reply', { status: '200', contentType: 'as-is' }),
      summarize: placed('summarize', { figures }),
      say: placed('log', { level: 'info', message: '{{ body.count }} records, {{ body.total }} in all' }),
    },
    links: [
      link('start', 'split'),
      link('split', 'keep'),
      link('keep', 'both'),
      link('both', 'combine', 'file'),
      link('combine', 'answer'),
      link('both', 'summarize', 'figures'),
      link('summarize', 'say'),
    ],
  };
}

export interface LargeRun {
  readonly megabytes: number;
  readonly records: number;
  readonly seconds: number;
  readonly peakMb: number;
  /** What came back, and what should have. */
  readonly answer: { readonly bytes: number; readonly hash: string };
  readonly expected: { readonly bytes: number; readonly hash: string };
  /** The line of figures, and what it should be. */
  readonly said: string;
  readonly toSay: string;
}

/** Sends a file of so many megabytes to a Weft that has the process of this format, and takes the answer. */
export async function runLarge(
  weft: RunningWeft,
  worker: { readonly child: { readonly pid?: number } },
  name: LargeName,
  megabytes: number,
): Promise<LargeRun> {
  const format = largeFormats[name] as LargeFormat;
  const expected = digest();
  const sent = { bytes: 0, records: 0, kept: 0, cents: 0 };
  expected.add(format.headOut);

  function* pieces(): Generator<Buffer> {
    let piece = format.head;
    for (let n = 0; sent.bytes + piece.length < megabytes * 1_000_000; n++) {
      piece += (n === 0 ? '' : format.between) + format.record(n);
      if (n % 3 === 0) {
        expected.add((n === 0 ? '' : format.betweenOut) + format.recordOut(n));
        sent.kept++;
        sent.cents += n % 10_000;
      }
      sent.records++;
      if (piece.length < 64_000) continue;
      const bytes = Buffer.from(piece);
      sent.bytes += bytes.byteLength;
      yield bytes;
      piece = '';
    }
    yield Buffer.from(piece + format.tail);
  }

  const began = performance.now();
  const response = await fetch(`${weft.url}/ws/rest/large/${name}`, {
    method: 'POST',
    headers: { 'content-type': format.contentType },
    body: ReadableStream.from(pieces()),
    duplex: 'half',
  });
  const answer = await answerOf(weft, response);
  const seconds = (performance.now() - began) / 1_000;
  expected.add(format.tailOut);
  const id = response.headers.get('x-execution-id') ?? '';
  const logged = await untilLogged(weft, id);
  return {
    megabytes,
    records: sent.records,
    seconds: Math.round(seconds * 10) / 10,
    peakMb: peakMb(worker.child.pid ?? 0),
    answer,
    expected: expected.result(),
    said: logged,
    toSay: `${sent.kept} records, ${sent.cents / 100} in all`,
  };
}

/** The answer itself; where it took longer than a caller waits, the one at the status URL. */
async function answerOf(weft: RunningWeft, response: Response): Promise<{ bytes: number; hash: string }> {
  let current = response;
  while (current.status === 202) {
    const { statusUrl } = (await current.json()) as { statusUrl: string };
    await wait(500);
    current = await fetch(new URL(statusUrl, weft.url));
  }
  if (current.status !== 200 || current.body === null) throw new Error(`${current.status} ${await current.text()}`);
  const seen = digest();
  for await (const chunk of current.body) seen.add(chunk);
  return seen.result();
}

async function untilLogged(weft: RunningWeft, id: string): Promise<string> {
  for (;;) {
    const recorded = await weft.database.executions.get(id);
    if (recorded !== undefined && recorded.status !== 'running' && recorded.status !== 'queued') {
      return recorded.trace.log.find(({ stepId }) => stepId === 'say')?.message ?? `${recorded.status} without figures`;
    }
    await wait(100);
  }
}

function digest() {
  const hash: Hash = createHash('sha256');
  let bytes = 0;
  return {
    add(piece: string | Uint8Array): void {
      const own = typeof piece === 'string' ? Buffer.from(piece) : piece;
      bytes += own.byteLength;
      hash.update(own);
    },
    result: () => ({ bytes, hash: hash.digest('hex') }),
  };
}

/** The most that a program has had resident so far. */
function peakMb(pid: number): number {
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024);
}
