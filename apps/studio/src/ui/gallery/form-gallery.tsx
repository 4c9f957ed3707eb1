'use client';

import { field } from '@weft/step-kit';
import { useState } from 'react';
import * as z from 'zod';
import { Fields } from '../../form/fields.tsx';
import { FormProvider, type FormScope } from '../../form/form-context.tsx';

const about = (title: string) => ({ title, description: `What ${title.toLowerCase()} is for.` });

const schema = z.strictObject({
  text: field.text(about('Text')),
  multiline: field.multiline(about('Several lines')),
  number: field.number(about('Number')),
  toggle: field.toggle(about('Toggle')),
  few: field.select(['one', 'two', 'three'], about('Few choices')),
  many: field.select(['application/json', 'application/xml', 'text/csv', 'text/plain'], about('Many choices')),
  expression: field.expression(about('Expression')),
  template: field.template(about('Template')),
  code: field.code({ ...about('Code'), language: 'sql' }),
  secret: field.secret(about('Secret')),
  rows: field.list(field.group({ name: field.text(about('Name')), value: field.template(about('Value')) }, about('Row')), about('Rows')),
  shape: field.choice(
    'kind',
    [
      field.group({ kind: z.literal('none') }, about('None')),
      field.group({ kind: z.literal('basic'), user: field.text(about('User')) }, about('Name and password')),
    ],
    about('Choice'),
  ),
  hidden: field.text({ ...about('Advanced'), advanced: true }).optional(),
});

const scope: FormScope = {
  id: 'gallery',
  readOnly: false,
  secretsSet: ['secret'],
  names: [
    { name: 'body', hint: 'object' },
    { name: 'properties', hint: 'object' },
    { name: 'param_customerId', hint: 'string' },
  ],
  problemAt: (pointer) => (pointer === '/text' ? 'This is what a problem looks like.' : undefined),
};

/** Every widget of a generated form. */
export function FormGallery() {
  const [value, setValue] = useState<Readonly<Record<string, unknown>>>({
    few: 'two',
    rows: [{ name: 'Accept', value: '{{ properties.accept }}' }],
    shape: { kind: 'basic', user: 'ada' },
    code: 'select id, name\nfrom customers\nwhere id = :id',
  });
  return (
    <section aria-label="Generated form">
      <h2 className="mb-3 border-b pb-1 text-sm font-semibold text-ink-2">Generated form</h2>
      <div className="w-88 rounded-lg border p-3">
        <FormProvider scope={scope}>
          <Fields schema={schema} value={value} pointer="" onChange={setValue} />
        </FormProvider>
      </div>
    </section>
  );
}
