'use client';

import { type ComponentType, createContext, useContext } from 'react';
import type * as z from 'zod';
import type { FieldSpec } from './schema-walk.ts';

export type Values = Readonly<Record<string, unknown>>;

export interface FieldsProps {
  readonly schema: z.ZodType;
  readonly value: unknown;
  readonly pointer: string;
  /** The pointer of the field that changed comes along, so that typing in one place can be undone as one. */
  readonly onChange: (value: Values, pointer: string) => void;
  /** What is chosen between the variants of a union; the name of its mark where not given. */
  readonly choiceLabel?: string;
}

export interface FieldViewProps {
  readonly spec: FieldSpec;
  readonly value: unknown;
  readonly pointer: string;
  readonly onChange: (value: unknown, pointer: string) => void;
  /** In a row of a list: the label is there for those who cannot see the title above. */
  readonly inRow?: boolean;
}

/** How fields are shown. Given by the form, because groups and lists show fields that may be groups and lists again. */
export const NestedContext = createContext<
  { readonly Fields: ComponentType<FieldsProps>; readonly FieldView: ComponentType<FieldViewProps> } | undefined
>(undefined);

/** Fields inside a widget. */
export function NestedFields(props: FieldsProps) {
  const Fields = useContext(NestedContext)?.Fields;
  return Fields === undefined ? null : <Fields {...props} />;
}

/** One field inside a widget. */
export function NestedField(props: FieldViewProps) {
  const FieldView = useContext(NestedContext)?.FieldView;
  return FieldView === undefined ? null : <FieldView {...props} />;
}
