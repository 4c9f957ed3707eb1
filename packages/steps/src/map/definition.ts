import { defineStep, field } from '@weft/step-kit';
import * as z from 'zod';
import { LevelProblem, levelsOf } from './levels.ts';
import { loops, sources, tables } from './loop-fields.ts';
import { sampleNames } from './sample-names.ts';

const mapping = field.group(
  {
    target: field.text({
      title: 'Target',
      description:
        'Where the value goes: order.lines[0].id, or /order/lines/0/id; lines[].sku inside a loop. For XML, @id is an attribute and #text the text.',
      placeholder: 'order.id',
    }),
    expression: field.expression({ title: 'Value', description: 'What goes there. A value of undefined leaves the field out.' }),
    fallback: field
      .expression({
        title: 'Else',
        description: 'What goes there instead of undefined, null or an empty text.',
        placeholder: "'unknown'",
        advanced: true,
      })
      .optional(),
  },
  { title: 'Field', description: 'One field of the result.' },
);

const config = z
  .strictObject({
    fields: field
      .list(mapping, { title: 'Fields', description: 'The fields of the result, in order.' })
      .max(2000, 'At most 2,000 fields are possible.'),
    loops: loops(),
    sources: sources(),
    tables: tables(),
    mode: field
      .select(['new', 'extend'], {
        title: 'Start from',
        description: 'new begins with nothing; extend keeps the fields of the document that came in and sets these on top.',
      })
      .default('new'),
    output: field
      .choice(
        'format',
        [
          field.group({ format: z.literal('json') }, { title: 'JSON', description: 'The result is JSON.' }),
          field.group(
            {
              format: z.literal('xml'),
              rootName: field
                .text({ title: 'Root element', description: 'The name of the element around everything.', placeholder: 'order' })
                .regex(/^[\p{L}_][\p{L}\p{N}_.-]*(:[\p{L}_][\p{L}\p{N}_.-]*)?$/u, 'This is no XML element name.'),
            },
            { title: 'XML', description: 'The result is XML.' },
          ),
        ],
        { title: 'Result', description: 'The format of the result.' },
      )
      .default({ format: 'json' }),
  })
  .superRefine(({ fields, loops, sources, tables }, context) => {
    const issue = (message: string, path: readonly (string | number)[]) => context.addIssue({ code: 'custom', message, path: [...path] });
    try {
      levelsOf(
        fields.map(({ target }) => target),
        loops.map(({ target }) => target),
      );
    } catch (problem) {
      if (!(problem instanceof LevelProblem)) throw problem;
      issue(problem.message, problem.pointer);
    }
    const named = [...sources.map(({ name }) => name), ...tables.map(({ name }) => name)];
    const double = named.findIndex((name, index) => named.indexOf(name) !== index);
    if (double >= sources.length) issue(`"${named[double]}" is a name already.`, ['tables', double - sources.length, 'name']);
    else if (double !== -1) issue(`"${named[double]}" is a name already.`, ['sources', double, 'name']);
  });

/** Builds a new document out of expressions over the one that comes in. */
export const definition = defineStep({
  type: 'map',
  version: 1,
  title: 'Map',
  summary: 'Builds a document field by field from the one, or the joined ones, that come in.',
  category: 'shape',
  keywords: ['transform', 'translate', 'convert', 'data mapping', 'template', 'json', 'xml', 'cross reference', 'lookup', 'for each'],
  role: 'step',
  effect: 'none',
  config,
  initial: { fields: [], mode: 'new', output: { format: 'json' } },
  ports: () => [{ id: 'out', title: 'result' }],
  names: sampleNames,
  describe: ({ fields, output }) =>
    `${fields.length} ${fields.length === 1 ? 'field' : 'fields'} → ${output.format === 'xml' ? `<${output.rootName}>` : 'JSON'}`,
});

export type Config = z.output<typeof config>;
