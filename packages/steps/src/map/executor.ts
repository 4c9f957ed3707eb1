import { Body } from '@weft/document';
import { WeftError } from '@weft/errors';
import { mediaTypeOf } from '@weft/formats';
import { implementStep } from '@weft/step-kit/executor';
import { whenAll } from '../all-values.ts';
import { definition } from './definition.ts';
import { parseTargets } from './target-path.ts';
import { isMembers, targetWriter } from './target-writer.ts';

/** Evaluates the fields and puts their values together. */
export const implementation = implementStep(definition, ({ fields, mode, output }, tools) => {
  const paths = parseTargets(fields.map(({ target }) => target));
  const expressions = fields.map(({ expression }, index) => tools.expression(expression, `/fields/${index}/expression`));
  const isList = typeof paths[0]?.[0] === 'number';

  return (document, { execution }) =>
    whenAll<unknown, { port: string; body: Body }>(
      [mode === 'extend' ? document.body.value() : undefined, ...expressions.map((evaluate) => evaluate(document, execution))],
      ([before, ...values]) => {
        const toXml = output.format === 'xml';
        const base =
          mode === 'extend' ? baseOf(before, isList, toXml && mediaTypeOf(document.body.contentType).format === 'xml') : undefined;
        const writer = targetWriter(base ?? (isList ? [] : {}), base === undefined);
        for (const [index, path] of paths.entries()) {
          const value = values[index];
          if (value !== undefined) writer.put(path, value, index);
        }
        return { port: 'out', body: output.format === 'xml' ? xmlBody(output.rootName, writer.result) : Body.fromValue(writer.result) };
      },
    );
});

/** What is extended: the value that came in, or what its root element holds. */
function baseOf(value: unknown, isList: boolean, belowRoot: boolean): object {
  const root = belowRoot && isMembers(value) ? Object.values(value)[0] : value;
  if (root === null || root === undefined || root === '') return isList ? [] : {};
  if (belowRoot && typeof root === 'string') return { '#text': root };
  if (isList ? Array.isArray(root) : isMembers(root)) return root as object;
  throw new WeftError(
    'STEP_FAILED',
    `The document cannot be extended: it is ${Array.isArray(root) ? 'a list' : isMembers(root) ? 'an object' : `a ${typeof root}`}, and the targets want ${isList ? 'a list' : 'an object'}.`,
    { place: { pointer: '/mode' } },
  );
}

/** Written here and kept: what XML cannot hold fails this step and not one that only passes it on. */
function xmlBody(rootName: string, content: unknown): Body {
  const body = Body.fromValue({ [rootName]: content }, 'application/xml');
  void body.bytes();
  return body;
}
