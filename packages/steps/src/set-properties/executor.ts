import type { Properties, PropertyValue } from '@weft/document';
import { WeftError } from '@weft/errors';
import { ExactNumber } from '@weft/formats';
import { implementStep } from '@weft/step-kit/executor';
import { whenAll } from '../all-values.ts';
import { definition } from './definition.ts';

/** Sets the properties, all from the document as it came in. */
export const implementation = implementStep(definition, ({ properties }, tools) => {
  const setters = properties.map(({ name, value }, index) => ({
    name,
    evaluate:
      value.from === 'text'
        ? tools.template(value.template, `/properties/${index}/value/template`)
        : tools.expression(value.expression, `/properties/${index}/value/expression`),
  }));
  return (document, { execution }) =>
    whenAll(
      setters.map(({ evaluate }) => evaluate(document, execution)),
      (values) => {
        const set: Record<string, PropertyValue> = {};
        for (const [index, { name }] of setters.entries()) set[name] = propertyValue(name, values[index], index);
        return { port: 'out', properties: { ...document.properties, ...set } satisfies Properties };
      },
    );
});

function propertyValue(name: string, value: unknown, index: number): PropertyValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  // As a text no digit is lost.
  if (typeof value === 'bigint' || value instanceof ExactNumber) return String(value);
  throw new WeftError(
    'STEP_FAILED',
    `The property ${name} cannot hold ${kindOf(value)}: a property is a text, a number, true, false or null. Put larger values into the body with a map.`,
    { place: { pointer: `/properties/${index}/value` } },
  );
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number') return String(value);
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
