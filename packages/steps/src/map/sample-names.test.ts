import { compileExpression } from '@weft/expression';
import { expect, test } from 'vitest';
import { definition } from './definition.ts';

const body = {
  orders: [
    { id: 1, c: 'x', lines: [] },
    { id: 2, c: 'y', lines: [{ sku: 'A' }] },
  ],
  customers: [{ id: 'y', name: 'Ada' }],
};

const namesOf = (config: object) =>
  definition.names?.(definition.config.parse({ fields: [], ...config }), (source, names) => {
    try {
      return compileExpression(source).evaluate({ body, properties: {}, execution: {}, names });
    } catch {
      return undefined;
    }
  });

test('the fields of a map see its tables, its sources, and of each loop the first item with what was joined to it', () => {
  const names = namesOf({
    tables: [{ name: 'units', rows: [{ from: 'C62', to: 'piece' }] }],
    sources: [{ name: 'big', value: 'body.orders.filter(o => o.id > 1)' }],
    loops: [
      { target: 'orders[].lines', each: 'order.lines', as: 'line' },
      {
        target: 'orders',
        each: 'big',
        as: 'order',
        joins: [{ as: 'customer', list: 'body.customers', key: 'customer.id', equals: 'order.c' }],
      },
    ],
  });
  expect({ ...names }).toEqual({
    units: { C62: 'piece' },
    big: [body.orders[1]],
    order: body.orders[1],
    customer: { id: 'y', name: 'Ada' },
    orderPosition: 1,
    line: { sku: 'A' },
    linePosition: 1,
  });
});

test('what cannot be told from the sample is a name all the same', () => {
  expect({
    ...namesOf({ sources: [{ name: 'a', value: 'body.none.deep' }], loops: [{ target: 'l', each: 'body.none', as: 'one' }] }),
  }).toEqual({
    a: undefined,
    one: undefined,
    onePosition: 1,
  });
});
