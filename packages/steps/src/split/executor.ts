import { Body, type Document, type Properties, wholeBodyBytesMax } from '@weft/document';
import { WeftError } from '@weft/errors';
import { mediaTypeOf, parseJson } from '@weft/formats';
import { type CompiledExpression, type Emission, implementStep } from '@weft/step-kit/executor';
import type * as z from 'zod';
import { itemsOf } from '../items-of.ts';
import { definition } from './definition.ts';
import { readLines } from './read-lines.ts';

type Config = z.output<typeof definition.config>;
type Source = Config['source'];
type LineSource = Exclude<Source, { from: 'list' }>;

/** In characters, of all lines of a group: what is more than a body may be as one value is of no use to the next step. */
const groupLengthMax = wholeBodyBytesMax;

/** Makes the documents one after the other, as fast as the next steps take them. */
export const implementation = implementStep(definition, ({ source, documents }, tools) => {
  const size = documents.each === 'group' ? documents.size : undefined;
  if (source.from !== 'list') return (document, { signal }) => splitLines(document, source, size, signal);
  const list = tools.expression(source.list, '/source/list');
  return (document, { execution }) => splitList(list, source.acceptSingle, size, document, execution);
});

function splitList(
  list: CompiledExpression,
  acceptSingle: boolean,
  size: number | undefined,
  ...[document, execution]: Parameters<CompiledExpression>
): Iterable<Emission> | Promise<Iterable<Emission>> {
  const value = list(document, execution);
  const emissions = (ready: unknown): Iterable<Emission> =>
    itemEmissions(itemsOf(ready, acceptSingle, '/source/list'), size, document.properties);
  return value instanceof Promise ? value.then(emissions) : emissions(value);
}

function* itemEmissions(items: readonly unknown[], size: number | undefined, before: Properties): Generator<Emission> {
  const count = Math.ceil(items.length / (size ?? 1));
  for (let index = 0; index < count; index++) {
    const value = size === undefined ? items[index] : items.slice(index * size, (index + 1) * size);
    yield {
      port: 'out',
      body: Body.fromValue(value ?? null),
      properties: { ...before, split_index: index, split_count: count },
    };
  }
}

async function* splitLines(
  document: Document,
  source: LineSource,
  size: number | undefined,
  signal: AbortSignal,
): AsyncGenerator<Emission> {
  const charset = source.encoding === 'as-declared' ? mediaTypeOf(document.body.contentType).charset : source.encoding;
  // The number of an outer split would be taken for the number of lines, which nobody knows before the end.
  const { split_count: _outer, ...before } = document.properties;
  const bodyOf = source.from === 'lines' ? textBody : jsonBody;
  const skipsBlank = source.from === 'json-lines' || source.skipBlank;
  let index = 0;
  let group: Line[] = [];
  const emission = (lines: readonly Line[]): Emission => ({
    port: 'out',
    body: bodyOf(lines, size !== undefined),
    properties: { ...before, split_index: index++ },
  });
  let number = 0;
  let characters = 0;
  for await (const text of readLines(document.body.stream(), charset, source.lineLengthMax)) {
    if (signal.aborted) return;
    number++;
    if (skipsBlank && text.trim() === '') continue;
    characters += text.length;
    if (size !== undefined && characters > groupLengthMax) throw groupTooLarge(number);
    group.push({ text, number });
    if (group.length < (size ?? 1)) continue;
    yield emission(group);
    group = [];
    characters = 0;
  }
  if (group.length > 0) yield emission(group);
}

function groupTooLarge(number: number): WeftError {
  return new WeftError(
    'BODY_TOO_LARGE',
    `The group that line ${number} belongs to has more than ${groupLengthMax} characters. Make the groups smaller.`,
  );
}

interface Line {
  readonly text: string;
  /** From 1, blank lines counted. */
  readonly number: number;
}

/** A single line goes without its line end; in a group every line has one. As values, so that they are encoded only where bytes are asked for. */
function textBody(lines: readonly Line[], isGroup: boolean): Body {
  const text = isGroup ? lines.map((line) => `${line.text}\n`).join('') : (lines[0]?.text ?? '');
  return Body.fromValue(text, 'text/plain; charset=utf-8');
}

function jsonBody(lines: readonly Line[], isGroup: boolean): Body {
  const values = lines.map(jsonOf);
  return Body.fromValue(isGroup ? values : values[0]);
}

function jsonOf({ text, number }: Line): unknown {
  try {
    return parseJson(text);
  } catch (thrown) {
    if (!(thrown instanceof WeftError)) throw thrown;
    throw new WeftError('BODY_NOT_PARSABLE', `Line ${number} of the body is no JSON. ${thrown.message}`, { cause: thrown });
  }
}
