'use client';

import { createContext, type ReactNode, useContext } from 'react';

/** A name that expressions at this place can use. */
export interface KnownName {
  readonly name: string;
  readonly hint: string;
}

/** What the widgets of one form share. */
export interface FormScope {
  /** Keeps the ids of several forms on one page apart. */
  readonly id: string;
  readonly readOnly: boolean;
  /** What is wrong with the value at a JSON Pointer into the form's value. */
  readonly problemAt: (pointer: string) => string | undefined;
  readonly names: readonly KnownName[];
  /** What a source gives for a sample, on one line; undefined where nothing can be said. */
  readonly preview?: (kind: 'expression' | 'template', source: string) => string | undefined;
  /** The paths (`authentication.token`) of the secrets that are stored already; a form never sees their values. */
  readonly secretsSet: readonly string[];
  /** The choice of a connection, with a way to make one: given by the room, so that forms know no rooms. */
  readonly connectionPicker?: (props: ConnectionPickerProps) => ReactNode;
  /** The choice of a process, likewise. */
  readonly processPicker?: (props: PickerProps) => ReactNode;
}

export interface ConnectionPickerProps extends PickerProps {
  readonly connectionType: string;
}

export interface PickerProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly invalid: boolean;
  readonly disabled: boolean;
  readonly onChange: (id: string) => void;
}

const FormContext = createContext<FormScope | undefined>(undefined);

export function FormProvider({ scope, children }: { readonly scope: FormScope; readonly children: ReactNode }) {
  return <FormContext value={scope}>{children}</FormContext>;
}

/** The scope of the form around this widget. */
export function useForm(): FormScope {
  const scope = useContext(FormContext);
  if (scope === undefined) throw new Error('A form widget stands outside a FormProvider.');
  return scope;
}
