import { Body, type Document } from '@weft/document';
import { WeftError } from '@weft/errors';
import { type Collector, type CompiledTemplate, type Emission, implementCollector, type StepContext } from '@weft/step-kit/executor';
import { definition } from './definition.ts';
import { writerOf } from './format-writers.ts';
import { Heap, type Stack } from './heap.ts';
import type { PieceWriter } from './piece-writer.ts';

const megabyte = 1024 * 1024;
/** Each takes a little memory, whatever it holds. */
const resultsMax = 100_000;

/** What one resulting document is made of so far. */
interface Result {
  readonly stack: Stack;
  readonly writer: PieceWriter;
  readonly key: string | undefined;
  count: number;
}

/** Writes bodies as they come: only what does not yet fill a piece is in memory, the rest is on the disk. */
export const implementation = implementCollector(definition, ({ into, documents, listsAreItems, empty, sizeMaxMb }, tools) => {
  const format = writerOf(into, { listsAreItems }, tools);
  const key = documents.each === 'key' ? tools.template(documents.key, '/documents/key') : undefined;
  const size = documents.each === 'group' ? documents.size : Number.POSITIVE_INFINITY;

  return (since, context): Collector => {
    const heap = new Heap(context.temporary, sizeMaxMb * megabyte);
    const results: Result[] = [];
    const byKey = new Map<string, Result>();

    function begin(of: string | undefined): Result {
      if (results.length === resultsMax) throw tooMany();
      const result: Result = { stack: heap.stack(), writer: format.open(context), key: of, count: 0 };
      results.push(result);
      if (of !== undefined) byKey.set(of, result);
      return result;
    }

    function resultFor(of: string | undefined): Result {
      if (of !== undefined) return byKey.get(of) ?? begin(of);
      const last = results.at(-1);
      return last === undefined || last.count === size ? begin(undefined) : last;
    }

    function write(result: Result, document: Document): void | Promise<void> {
      result.count++;
      const push = (piece: Uint8Array): void => result.stack.push(piece);
      const written = (): void | Promise<void> => {
        // What many writers hold would add up to more than the heap knows of.
        if (key !== undefined) result.writer.flush(push);
        return heap.settle();
      };
      const added = result.writer.add(document, push);
      return added instanceof Promise ? added.then(written) : written();
    }

    return {
      add(document) {
        const of = keyOf(key, document, context);
        return of instanceof Promise ? of.then((known) => write(resultFor(known), document)) : write(resultFor(of), document);
      },
      async finish() {
        if (results.length === 0 && empty === 'empty-document') begin(undefined);
        for (const { writer, stack } of results) writer.end((piece) => stack.push(piece));
        await heap.settle();
        return emissions(results, since, format.contentType, heap);
      },
      discard: () => heap.close(),
    };
  };
});

function keyOf(key: CompiledTemplate | undefined, document: Document, { execution }: StepContext): string | undefined | Promise<string> {
  return key?.(document, execution);
}

async function* emissions(results: readonly Result[], since: Document, contentType: string, heap: Heap): AsyncGenerator<Emission> {
  for (const [index, { stack, key, count }] of results.entries()) {
    const body = await heap.take(stack);
    yield {
      port: 'out',
      body: body instanceof Uint8Array ? Body.fromBytes(body, contentType) : Body.fromSource(body, contentType),
      properties: {
        ...since.properties,
        combined_index: index,
        combined_count: count,
        ...(key === undefined ? {} : { combined_key: key }),
      },
    };
  }
}

function tooMany(): WeftError {
  return new WeftError(
    'STEP_FAILED',
    `More than ${resultsMax} documents would be made. Choose a key that fewer values stand for, or larger groups.`,
    { place: { pointer: '/documents' } },
  );
}
