import { Body, type Properties } from '@weft/document';
import { type Emission, implementStep } from '@weft/step-kit/executor';
import { itemsOf } from '../items-of.ts';
import { definition } from './definition.ts';

/** Gives the items, one after the other, as fast as the engine takes them: it knows how many may be under way. */
export const implementation = implementStep(definition, ({ list, acceptSingle }, tools) => {
  const evaluate = tools.expression(list, '/list');
  return (document, { execution }) => {
    const value = evaluate(document, execution);
    const emissions = (ready: unknown): Iterable<Emission> => itemEmissions(itemsOf(ready, acceptSingle, '/list'), document.properties);
    return value instanceof Promise ? value.then(emissions) : emissions(value);
  };
});

function* itemEmissions(items: readonly unknown[], before: Properties): Generator<Emission> {
  for (const [index, item] of items.entries()) {
    yield { port: 'item', body: Body.fromValue(item ?? null), properties: { ...before, item_index: index, item_count: items.length } };
  }
}
