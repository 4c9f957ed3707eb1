import type { ExecutionTrace, ProcessFile } from '@weft/process';
import { expect, test } from 'vitest';
import { stepCatalog } from '../editor/step-catalog.ts';
import { knownNames } from './known-names.ts';
import { previewOn, sampleOf } from './sample.ts';

const file = (config: object) =>
  ({
    steps: {
      start: { type: 'http-endpoint', config: {} },
      map: { type: 'map', config: { fields: [], ...config } },
    },
    links: [{ from: { step: 'start', port: 'out' }, to: 'map' }],
  }) as unknown as ProcessFile;

const trace = (text: string, contentType = 'application/json') =>
  ({ documents: [{ stepId: 'start', port: 'out', contentType, body: { text } }] }) as unknown as ExecutionTrace;

const previews = (config: object, body: string) => previewOn(sampleOf(file(config), 'map', stepCatalog, trace(body)));

test('a field shows what it gives for the document that entered last', () => {
  const preview = previews({}, '{"a": [1, 2], "b": "x"}');
  expect(preview?.('expression', 'a.map(n => n * 2)')).toBe('[2,4]');
  expect(preview?.('expression', 'body.none')).toBe('undefined');
  expect(preview?.('template', 'B is {{ b }}')).toBe('"B is x"');
  expect(preview?.('expression', `'${'x'.repeat(500)}'`)).toHaveLength(120);
});

test('fields of a loop are shown for its first item, and its names are offered', () => {
  const config = { loops: [{ target: 'l', each: 'body.lines', as: 'line' }], sources: [{ name: 'n', value: 'body.lines.length' }] };
  const text = '{"lines": [{"sku": "A", "qty": 2}]}';
  expect(previews(config, text)?.('expression', 'line.qty * n')).toBe('2');
  const names = knownNames(file(config), 'map', stepCatalog, sampleOf(file(config), 'map', stepCatalog, trace(text)));
  expect(names.filter(({ hint }) => hint === 'of this step').map(({ name }) => name)).toEqual([
    'n',
    'line',
    'line.sku',
    'line.qty',
    'linePosition',
  ]);
});

test('nothing is shown for what cannot be told: half a source, a call, a constant, what would take long or needs the sandbox', () => {
  const preview = previews({}, '{"a": 1}');
  for (const source of ['a.', 'param_id', 'properties.x', '', 'range(1, 1e7)', '(function () { return 1; })()', 'a.b.c']) {
    expect(preview?.('expression', source), source).toBeUndefined();
  }
  expect(preview?.('template', 'no expressions')).toBeUndefined();
});

test('there is no preview before an execution has shown a document as JSON', () => {
  expect(previewOn(sampleOf(file({}), 'map', stepCatalog, undefined))).toBeUndefined();
  expect(previewOn(sampleOf(file({}), 'map', stepCatalog, trace('<a/>', 'application/xml')))).toBeUndefined();
});
