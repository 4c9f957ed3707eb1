/**
 * How fast Split takes a body apart, by format, one by one and in groups of a thousand: records a second and megabytes a second
 * of one core, without an engine around it. Run it with `node bench/split.ts`.
 */
import { Body, createDocument } from '@weft/document';
import { compileTools, type Emission, type StepContext, type StepTools } from '@weft/step-kit/executor';
import { stepImplementations } from '@weft/steps/executors';

const records = 100_000;
/** The best of so many rounds is told: the others had to share the machine. */
const rounds = 3;

const text = 'a text as long as those in real files are';
const json = (n: number): string => `{"n":${n},"customer":"C-${n % 100}","amount":"${n / 100}","text":"${text}"}`;
const row = (n: number): string => `${n},C-${n % 100},${n / 100},${text}\n`;
const xml = (n: number): string =>
  `<order n="${n}"><customer>C-${n % 100}</customer><amount>${n / 100}</amount><text>${text}</text></order>`;

interface Kind {
  readonly source: Record<string, unknown>;
  readonly body: readonly [head: string, record: (n: number) => string, tail: string];
}

const kinds: Readonly<Record<string, Kind>> = {
  lines: { source: { from: 'lines' }, body: ['', row, ''] },
  csv: { source: { from: 'csv' }, body: ['n,customer,amount,text\n', row, ''] },
  'json-lines': { source: { from: 'json-lines' }, body: ['', (n) => `${json(n)}\n`, ''] },
  json: { source: { from: 'json', path: 'orders' }, body: ['{"orders":[', (n) => (n === 0 ? '' : ',') + json(n), ']}'] },
  xml: { source: { from: 'xml', path: 'orders/order' }, body: ['<orders>', xml, '</orders>'] },
};

const implementation = stepImplementations.get('split');
if (implementation === undefined || !('prepare' in implementation)) throw new Error('There is no step split.');
const { prepare, definition } = implementation;
const context = { signal: new AbortController().signal } as StepContext;

for (const [name, { source, body }] of Object.entries(kinds)) {
  const chunks = chunksOf(...body);
  const bytes = chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
  for (const documents of [{ each: 'item' }, { each: 'group', size: 1_000 }]) {
    const run = prepare(definition.config.parse({ source, documents }), compileTools() as StepTools);
    let best = Number.POSITIVE_INFINITY;
    for (let round = 0; round < rounds; round++) {
      const before = process.cpuUsage();
      const streamed = Body.fromSource(
        {
          async *open() {
            yield* chunks;
          },
        },
        'text/plain',
      );
      for await (const _list of (await run(createDocument('root', streamed), context)) as AsyncIterable<readonly Emission[]>);
      const { user, system } = process.cpuUsage(before);
      best = Math.min(best, (user + system) / 1e6);
    }
    const how = documents.each === 'item' ? 'one by one' : 'by a thousand';
    console.log(
      `${name.padEnd(11)} ${how.padEnd(14)} ${Math.round(bytes / 1e6 / best)} MB/s, ${Math.round(records / best / 1_000)} thousand records/s`,
    );
  }
}

/** The body as it comes from a file. */
function chunksOf(head: string, record: (n: number) => string, tail: string): Buffer[] {
  const chunks: Buffer[] = [];
  let piece = head;
  for (let n = 0; n < records; n++) {
    piece += record(n);
    if (piece.length < 250_000) continue;
    chunks.push(Buffer.from(piece));
    piece = '';
  }
  chunks.push(Buffer.from(piece + tail));
  return chunks;
}
