import { field } from '@weft/step-kit';

/** Which database a step works with. */
export const connectionField = field
  .connection({ title: 'Connection', description: 'The database.', connectionType: 'postgres' })
  .min(1, 'Choose a connection.');

/** The field of a step that binds values to a statement: a list of names with expressions. */
export const parametersField = field
  .list(
    field.group(
      {
        name: field
          .text({
            title: 'Name',
            description: 'Without the colon; empty where the statement counts its parameters: $1, $2, …',
            placeholder: 'customerId',
          })
          .regex(/^([A-Za-z_]\w{0,62})?$/, 'A parameter name holds letters, digits and underscores.')
          .default(''),
        expression: field.expression({
          title: 'Value',
          description: 'What the parameter is bound to. A list is sent as an array, an object as JSON.',
        }),
      },
      { title: 'Parameter', description: 'One value bound to the statement.' },
    ),
    { title: 'Parameters', description: 'The values of the statement.' },
  )
  .max(500)
  .default([]);

/** How long a statement, or a transaction of several, may take. */
export const timeoutField = field
  .number({ title: 'Time-out', description: 'In milliseconds. Then the statement is cancelled.', advanced: true })
  .int()
  .min(1)
  .max(3_600_000)
  .default(30_000);
