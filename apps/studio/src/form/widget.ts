import type { FieldSpec } from './schema-walk.ts';

/** What every widget is given. `value` is whatever the file holds: it need not be valid. */
export interface WidgetProps {
  /** Of the control, for its label. */
  readonly id: string;
  readonly spec: FieldSpec;
  readonly value: unknown;
  /** JSON Pointer of this value in the form's value. */
  readonly pointer: string;
  readonly invalid: boolean;
  readonly readOnly: boolean;
  /** `undefined` takes the field out. */
  readonly onChange: (value: unknown) => void;
}

/** A value as the text a text box shows. */
export function asText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** An emptied optional field is taken out of the file, so that its default holds. */
export function emptied(text: string, optional: boolean): string | undefined {
  return text === '' && optional ? undefined : text;
}
