'use client';

import type { ExecutionTrace, ProcessFile, ProcessIssue, Step } from '@weft/process';
import { useMemo } from 'react';
import { ConnectionPicker } from '../connections/connection-picker.tsx';
import { stepCatalog } from '../editor/step-catalog.ts';
import { Fields } from '../form/fields.tsx';
import { FormProvider, type FormScope } from '../form/form-context.tsx';
import { ProcessPicker } from '../processes/process-picker.tsx';
import { knownNames } from './known-names.ts';
import { previewOn, sampleOf } from './sample.ts';

export interface StepSettingsProps {
  readonly file: ProcessFile;
  readonly id: string;
  readonly step: Step;
  readonly issues: readonly ProcessIssue[];
  readonly trace: ExecutionTrace | undefined;
  readonly readOnly: boolean;
  /** `pointer` tells which field was changed. */
  readonly onConfig: (config: Readonly<Record<string, unknown>>, pointer: string) => void;
}

/** The form of a step's type, filled with its config; problems stand at their fields. */
export function StepSettings({ file, id, step, issues, trace, readOnly, onConfig }: StepSettingsProps) {
  const definition = stepCatalog.steps.get(step.type)?.definition;
  // A form of this Weft would lose what a newer one put there.
  const locked = readOnly || (definition !== undefined && step.version > definition.version);
  const sample = useMemo(() => sampleOf(file, id, stepCatalog, trace), [file, id, trace]);
  const names = useMemo(() => knownNames(file, id, stepCatalog, sample), [file, id, sample]);
  const preview = useMemo(() => previewOn(sample), [sample]);
  const scope = useMemo<FormScope>(
    () => ({
      id: `step-${id}`,
      readOnly: locked,
      names,
      ...(preview === undefined ? {} : { preview }),
      secretsSet: [],
      connectionPicker: ConnectionPicker,
      processPicker: ProcessPicker,
      problemAt: (pointer) => atItsField(issues.find((issue) => issue.pointer === `/steps/${id}/config${pointer}`)?.message),
    }),
    [id, locked, names, preview, issues],
  );
  if (definition === undefined) {
    return <p className="text-sm text-ink-2">This Weft has no step type “{step.type}”. Its settings are kept as they are.</p>;
  }
  return (
    <FormProvider scope={scope}>
      <Fields schema={definition.config} value={step.config} pointer="" onChange={onConfig} />
    </FormProvider>
  );
}

/** A message names its step and field first; at the field itself that is clear already. */
function atItsField(message: string | undefined): string | undefined {
  return message?.replace(/^(?:"[^"]*": )+/, '');
}
