/** The files of a step that passes its document on and adds a property: something that works, to be changed. */
export function stepTemplate(type: string, connector: string | undefined): ReadonlyMap<string, string> {
  const title = type.charAt(0).toUpperCase() + type.slice(1).replaceAll('-', ' ');
  return new Map([
    ['definition.ts', definition(type, title, connector)],
    ['executor.ts', executor],
    ['docs.md', docs],
    ['icon.svg', icon],
    ['examples/passes-on.json', `${JSON.stringify(example, null, 2)}\n`],
  ]);
}

function definition(type: string, title: string, connector: string | undefined): string {
  return `import { defineStep, field } from '@weft/step-kit';
import * as z from 'zod';

const config = z.strictObject({
  note: field.template({ title: 'Note', description: 'What the property note is set to.' }).default(''),
});

/** Says in one sentence what the step does. */
export const definition = defineStep({
  type: '${type}',
  version: 1,
  title: '${title}',
  summary: 'Sets the property note and passes the document on.',
  category: '${connector === undefined ? 'shape' : 'connectors'}',
  keywords: [],
  role: 'step',
  effect: 'none',
  config,
  initial: { note: '' },
  ports: () => [{ id: 'out', title: 'document' }],
  describe: ({ note }) => note,
});
`;
}

const executor = `import { implementStep } from '@weft/step-kit/executor';
import { definition } from './definition.ts';

/** Compiles once for a version, runs once for each document. */
export const implementation = implementStep(definition, ({ note }, tools) => {
  const text = tools.template(note, '/note');
  return async (document, { execution }) => ({
    port: 'out',
    properties: { ...document.properties, note: await text(document, execution) },
  });
});
`;

const docs = `## When to use

To leave a note on a document.

## Behaviour

The property \`note\` is set; the body and the other properties stay.

## Failure

An expression that fails fails the step.

## See also

Set properties
`;

const icon = `<svg aria-hidden="true" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"><rect x="4" y="4" width="16" height="16" rx="3"/></svg>
`;

const example = {
  title: 'Leave a note',
  config: { note: 'order {{ body.id }}' },
  given: { body: { id: 'A1' }, properties: { kept: true } },
  expect: { emissions: [{ port: 'out', body: { id: 'A1' }, properties: { kept: true, note: 'order A1' } }] },
};
