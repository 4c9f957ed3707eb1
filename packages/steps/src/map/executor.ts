import { Body } from '@weft/document';
import { WeftError } from '@weft/errors';
import { mediaTypeOf } from '@weft/formats';
import { type Emission, implementStep, type StepTools } from '@weft/step-kit/executor';
import { whenReady } from '../all-values.ts';
import { compileLevel, namesWithin, type Seen } from './build-level.ts';
import { type Config, definition } from './definition.ts';
import { levelsOf } from './levels.ts';
import { tableOf } from './tables.ts';
import { isMembers } from './target-writer.ts';

/** Evaluates the fields and puts their values together. */
export const implementation = implementStep(definition, (config, tools) => {
  const { fields, loops, mode, output } = config;
  const level = levelsOf(
    fields.map(({ target }) => target),
    loops.map(({ target }) => target),
  );
  const build = compileLevel(level, config, tools);
  const named = compileNames(config, tools);
  const toXml = output.format === 'xml';
  const emission = (result: unknown): Emission => ({
    port: 'out',
    body: toXml ? xmlBody(output.rootName, result) : Body.fromValue(result),
  });

  return (document, { execution }) => {
    const made = whenReady(named({ document, execution }), (seen) => {
      if (mode === 'new') return build(seen);
      return whenReady(document.body.value(), (before) => {
        const belowRoot = toXml && mediaTypeOf(document.body.contentType).format === 'xml';
        return build(seen, baseOf(before, level.shape === 'list', belowRoot));
      });
    });
    return whenReady(made, emission);
  };
});

/** The sources one after the other, as each may use those before it, and the tables, which never change. */
function compileNames({ sources, tables }: Config, tools: StepTools): (given: Omit<Seen, 'names'>) => Seen | Promise<Seen> {
  const fixed = Object.assign(namesWithin(null), Object.fromEntries(tables.map((table) => [table.name, tableOf(table)])));
  const values = sources.map(({ name, value }, index) => ({ name, evaluate: tools.expression(value, `/sources/${index}/value`) }));
  return (given) =>
    values.reduce<Seen | Promise<Seen>>(
      (before, { name, evaluate }) =>
        whenReady(before, (ready) =>
          whenReady(
            evaluate(ready.document, ready.execution, ready.names),
            (value): Seen => ({ ...ready, names: Object.assign(namesWithin(ready.names), { [name]: value }) }),
          ),
        ),
      { ...given, names: fixed },
    );
}

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
