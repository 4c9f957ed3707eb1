import { expect, it } from 'vitest';
import { completionsFor, methodNamesFor } from './completions.ts';

it('an editor is offered what the sample has and what expressions know, but never a value', () => {
  const completions = completionsFor({
    body: { order: { secret: 'hunter2' } },
    properties: { p: 'hunter2' },
    execution: { param_id: 'hunter2' },
  });
  const labels = completions.map(({ label }) => label);
  for (const label of ['body', 'order', 'param_id', 'sum', 'Number', 'Math']) expect(labels).toContain(label);
  expect(completions.find(({ label }) => label === 'sum')).toMatchObject({
    kind: 'function',
    documentation: expect.stringContaining('Adds up'),
  });
  expect(JSON.stringify(completions)).not.toContain('hunter2');
});

it('the methods offered for a kind of value are those that can be called', () => {
  expect(methodNamesFor('list')).toContain('map');
  expect(methodNamesFor('list')).not.toContain('push');
  expect(methodNamesFor('text')).toContain('padStart');
});
