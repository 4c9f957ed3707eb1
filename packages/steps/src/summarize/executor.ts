import { Body, createDocument, type Document } from '@weft/document';
import { WeftError } from '@weft/errors';
import { parseJson, serializeJson } from '@weft/formats';
import { type Collector, type CompiledExpression, type Emission, implementCollector } from '@weft/step-kit/executor';
import { definition, type SummarizeConfig } from './definition.ts';
import { type Figure, makeFigure } from './figures.ts';

/** Each group is in memory until the end. */
const groupsMax = 200_000;

interface Planned {
  readonly name: string;
  readonly function: SummarizeConfig['figures'][number]['function'];
  /** Undefined for a count of everything. */
  readonly value: CompiledExpression | undefined;
  readonly pointer: string;
}

/** Holds the figures of the groups, and nothing of the documents. */
export const implementation = implementCollector(definition, ({ groups, figures, listsAreItems, give, empty }, tools) => {
  const keys = groups.map(({ value }, index) => tools.expression(value, `/groups/${index}/value`));
  const planned: Planned[] = figures.map(({ name, function: what, value }, index) => ({
    name,
    function: what,
    value: value === '' ? undefined : tools.expression(value, `/figures/${index}/value`),
    pointer: `/figures/${index}/value`,
  }));

  return (since, { execution }): Collector => {
    const byKey = new Map<string, readonly Figure[]>();
    let count = 0;

    function groupOf(key: string): readonly Figure[] {
      let group = byKey.get(key);
      if (group === undefined) {
        if (byKey.size === groupsMax) throw tooMany();
        group = planned.map(({ name, function: what, pointer }) => makeFigure[what]((value) => noNumber(name, what, value, pointer)));
        byKey.set(key, group);
      }
      return group;
    }

    function addValues(key: readonly unknown[], values: readonly unknown[]): void {
      const group = groupOf(serializeJson(key.map((value) => value ?? null)));
      for (const [index, figure] of group.entries()) {
        const value = values[index];
        if (planned[index]?.value === undefined || (value !== null && value !== undefined)) figure.add(value);
      }
    }

    function addRecord(record: Document): void | Promise<void> {
      count++;
      const key = keys.map((evaluate) => evaluate(record, execution));
      const values = planned.map(({ value }) => value?.(record, execution));
      if (!isPromised(key) && !isPromised(values)) addValues(key, values);
      else return Promise.all([Promise.all(key), Promise.all(values)]).then(([ready, known]) => addValues(ready, known));
    }

    async function addLater(records: Iterable<Document>): Promise<void> {
      for (const record of records) await addRecord(record);
    }

    function addItems(document: Document, value: unknown): void | Promise<void> {
      if (!listsAreItems || !Array.isArray(value)) return addRecord(document);
      const records = value.map((item) => createDocument(document.id, Body.fromValue(item), document.properties));
      for (const [index, record] of records.entries()) {
        const adding = addRecord(record);
        if (adding instanceof Promise) return adding.then(() => addLater(records.slice(index + 1)));
      }
    }

    function row(key: string, group: readonly Figure[]): Record<string, unknown> {
      const values = parseJson(key) as unknown[];
      return Object.fromEntries([
        ...groups.map(({ name }, index) => [name, values[index]] as const),
        ...planned.map(({ name }, index) => [name, group[index]?.result() ?? null] as const),
      ]);
    }

    return {
      add(document) {
        const value = document.body.value();
        return value instanceof Promise ? value.then((ready) => addItems(document, ready)) : addItems(document, value);
      },
      finish() {
        if (count === 0 && empty === 'nothing') return undefined;
        if (groups.length === 0) groupOf('[]');
        const emission = (value: unknown, index: number): Emission => ({
          port: 'out',
          body: Body.fromValue(value),
          properties: { ...since.properties, summarized_count: count, summarized_index: index },
        });
        const rows = byKey.entries().map(([key, group]) => row(key, group));
        if (give === 'documents') return rows.map(emission);
        return emission(groups.length === 0 ? rows.next().value : rows.toArray(), 0);
      },
    };
  };
});

function isPromised(values: readonly unknown[]): boolean {
  return values.some((value) => value instanceof Promise);
}

function noNumber(name: string, what: string, value: unknown, pointer: string): WeftError {
  const needed = what === 'min' || what === 'max' ? 'numbers alone or texts alone' : 'numbers';
  return new WeftError(
    'STEP_FAILED',
    `"${name}" needs ${needed}, but there is ${kindOf(value)}. Correct the expression, filter such documents out, or use null for what does not count.`,
    { place: { pointer } },
  );
}

function kindOf(value: unknown): string {
  if (typeof value === 'string') return `the text ${JSON.stringify(value.slice(0, 60))}`;
  if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'an object';
  return `a ${typeof value}`;
}

function tooMany(): WeftError {
  return new WeftError('STEP_FAILED', `There are more than ${groupsMax} groups. Group by something that fewer values stand for.`, {
    place: { pointer: '/groups' },
  });
}
