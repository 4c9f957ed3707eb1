import type { Document } from '@weft/document';
import type { CompiledExpression, ExecutionInfo, StepTools } from '@weft/step-kit/executor';
import { whenAll, whenReady } from '../all-values.ts';
import type { Config } from './definition.ts';
import type { Level } from './levels.ts';
import { compileRows } from './loop-rows.ts';
import { type LoopRow, nameRow } from './loop-source.ts';
import type { TargetPath } from './target-path.ts';
import { targetWriter } from './target-writer.ts';

/** What the expressions of one document see. */
export interface Seen {
  readonly document: Document;
  readonly execution: ExecutionInfo;
  readonly names: Readonly<Record<string, unknown>>;
}

/** Makes the object of a level; `base` is what is extended. A promise only where an expression is one. */
export type Build = (seen: Seen, base?: object) => unknown | Promise<unknown>;

interface Member {
  readonly path: TargetPath;
  /** Where the error stands when it cannot be put there. */
  readonly pointer: string;
  readonly value: (seen: Seen) => unknown | Promise<unknown>;
}

/** Compiles the fields and loops of a level. @throws WeftError `EXPRESSION_INVALID` at the field. */
export function compileLevel(level: Level, config: Config, tools: StepTools): Build {
  const fields = level.fields.map(({ index, path }): Member => {
    return { path, pointer: `/fields/${index}/target`, value: compileField(config.fields[index], `/fields/${index}`, tools) };
  });
  const [only] = fields;
  if (level.shape === 'value' && only !== undefined) return only.value;
  const loops = level.loops.map(({ index, path, items }): Member => {
    return { path, pointer: `/loops/${index}/target`, value: compileLoop(items, index, config, tools) };
  });
  return builderOf([...fields, ...loops], level.shape === 'list');
}

function builderOf(members: readonly Member[], isList: boolean): Build {
  const isFlat = !isList && members.every(({ path }) => path.length === 1);
  const put = (values: readonly unknown[], base: object | undefined): object =>
    // Most items of loops are flat, and then there is nothing to look for on the way.
    isFlat && base === undefined
      ? flatObject(members, values)
      : deepObject(members, values, base ?? (isList ? [] : {}), base === undefined);
  return (seen, base) => {
    const values: unknown[] = [];
    let isLate = false;
    for (const { value } of members) {
      const found = value(seen);
      if (found instanceof Promise) isLate = true;
      values.push(found);
    }
    return isLate ? Promise.all(values).then((ready) => put(ready, base)) : put(values, base);
  };
}

function flatObject(members: readonly Member[], values: readonly unknown[]): object {
  const made: Record<string, unknown> = {};
  for (let at = 0; at < members.length; at++) {
    const value = values[at];
    if (value !== undefined) made[members[at]?.path[0] ?? ''] = value;
  }
  return made;
}

function deepObject(members: readonly Member[], values: readonly unknown[], base: object, isOwn: boolean): object {
  const writer = targetWriter(base, isOwn);
  for (const [place, { path, pointer }] of members.entries()) {
    const value = values[place];
    if (value !== undefined) writer.put(path, value, pointer);
  }
  return writer.result;
}

function compileField(mapping: Config['fields'][number] | undefined, pointer: string, tools: StepTools): Member['value'] {
  const evaluate = tools.expression(mapping?.expression ?? '', `${pointer}/expression`);
  const { fallback } = mapping ?? {};
  if (fallback === undefined || fallback.trim() === '') return withNames(evaluate);
  const otherwise = withNames(tools.expression(fallback, `${pointer}/fallback`));
  const first = withNames(evaluate);
  return (seen) => whenReady(first(seen), (value) => (value === undefined || value === null || value === '' ? otherwise(seen) : value));
}

function compileLoop(items: Level, index: number, config: Config, tools: StepTools): Member['value'] {
  const loop = config.loops[index];
  if (loop === undefined) return () => [];
  const rowsOf = withNames(compileRows(loop, `/loops/${index}`, tools));
  const build = compileLevel(items, config, tools);
  const position = `${loop.as}Position`;
  return (seen) =>
    whenReady(rowsOf(seen), (rows) =>
      whenAll(
        (rows as readonly LoopRow[]).map((row, at) => {
          const names = namesWithin(seen.names);
          nameRow(loop, row, names);
          names[position] = at + 1;
          return build({ document: seen.document, execution: seen.execution, names });
        }),
        (made) => made,
      ),
    );
}

/** An object for names beside those around, which stay as they are. */
export function namesWithin(around: Seen['names'] | null): Record<string, unknown> {
  return Object.create(around);
}

function withNames(evaluate: CompiledExpression): Member['value'] {
  return ({ document, execution, names }) => evaluate(document, execution, names);
}
