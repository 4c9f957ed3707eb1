import { Body, type Properties } from '@weft/document';
import { type CompiledExpression, type Emission, implementStep } from '@weft/step-kit/executor';
import { itemsOf } from '../items-of.ts';
import { definition } from './definition.ts';
import { sourceOf } from './record-sources.ts';
import { splitStream } from './split-stream.ts';

/** Makes the documents one after the other, as fast as the next steps take them. */
export const implementation = implementStep(definition, ({ source, documents }, tools) => {
  const size = documents.each === 'group' ? documents.size : undefined;
  if (source.from === 'list') {
    const list = tools.expression(source.list, '/source/list');
    return (document, { execution }) => splitList(list, source.acceptSingle, size, document, execution);
  }
  const records = sourceOf(source);
  return (document, { signal }) => splitStream(document, records, size, signal);
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
