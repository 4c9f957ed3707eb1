'use client';

import { callsOut, type RetryRule, retryRuleSchema, type Step } from '@weft/process';
import { useMemo, useState } from 'react';
import { stepCatalog } from '../editor/step-catalog.ts';
import { Fields } from '../form/fields.tsx';
import { FormProvider, type FormScope } from '../form/form-context.tsx';
import { FieldRow } from '../ui/field-row.tsx';
import { Toggle } from '../ui/toggle.tsx';

export interface StepRetryProps {
  readonly id: string;
  readonly step: Step;
  readonly readOnly: boolean;
  readonly onRetry: (retry: RetryRule | undefined) => void;
}

/** Whether a step that calls out is tried again when it fails, and how. Steps that call nothing have no such section. */
export function StepRetry({ id, step, readOnly, onRetry }: StepRetryProps) {
  /** What is typed and cannot be kept yet. */
  const [typed, setTyped] = useState<Readonly<Record<string, unknown>> | undefined>(undefined);
  const faults = useMemo(() => faultsOf(typed), [typed]);
  const scope = useMemo<FormScope>(
    () => ({ id: `retry-${id}`, readOnly, names: errorNames, secretsSet: [], problemAt: (pointer) => faults.get(pointer) }),
    [id, readOnly, faults],
  );
  if (step.retry === undefined && !mayBeTriedAgain(step)) return null;
  const change = (values: Readonly<Record<string, unknown>>) => {
    const parsed = retryRuleSchema.safeParse(withoutBlanks(values));
    setTyped(parsed.success ? undefined : values);
    if (parsed.success) onRetry(parsed.data);
  };
  const turn = (on: boolean) => {
    setTyped(undefined);
    onRetry(on ? retryRuleSchema.parse({}) : undefined);
  };
  const isOn = step.retry !== undefined;
  return (
    <section className="mt-4 flex flex-col gap-3.5 border-t pt-3">
      <FieldRow
        htmlFor="step-retry"
        label="Try again when it fails"
        description={isOn ? undefined : 'After a while, and only for failures that may pass.'}
        end={<Toggle id="step-retry" label="Try again when it fails" checked={isOn} disabled={readOnly} onChange={turn} />}
      >
        {isOn ? (
          <FormProvider scope={scope}>
            <Fields schema={retryRuleSchema} value={typed ?? step.retry} pointer="" onChange={change} />
          </FormProvider>
        ) : null}
      </FieldRow>
    </section>
  );
}

const errorNames = ['error_code', 'error_message', 'error_status'].map((name) => ({
  name: `properties.${name}`,
  hint: 'of the failure',
}));

/** While a config is not valid, its type's first one tells. */
function mayBeTriedAgain(step: Step): boolean {
  const definition = stepCatalog.steps.get(step.type)?.definition;
  if (definition === undefined) return false;
  for (const config of [step.config, definition.initial]) {
    const parsed = definition.config.safeParse(config);
    if (parsed.success) return callsOut(definition, parsed.data);
  }
  return typeof definition.effect === 'string' && callsOut(definition, {});
}

/** A condition that was emptied is none. */
function withoutBlanks(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== ''));
}

function faultsOf(typed: Readonly<Record<string, unknown>> | undefined): ReadonlyMap<string, string> {
  const parsed = typed === undefined ? undefined : retryRuleSchema.safeParse(withoutBlanks(typed));
  return new Map(parsed?.error?.issues.map(({ path, message }) => [`/${path.join('/')}`, message]));
}
