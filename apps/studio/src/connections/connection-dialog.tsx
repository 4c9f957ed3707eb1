'use client';

import { useMutation } from '@tanstack/react-query';
import { secretPathsOf, separateSecrets } from '@weft/step-kit';
import { CircleAlert, CircleCheck } from 'lucide-react';
import { useId, useMemo, useState } from 'react';
import { ApiProblem } from '../client/api.ts';
import { type ConnectionDraft, testConnection, useSaveConnection } from '../client/connections.ts';
import type { ConnectionResource } from '../client/resources.ts';
import { stepCatalog } from '../editor/step-catalog.ts';
import { Fields } from '../form/fields.tsx';
import { FormProvider, type FormScope } from '../form/form-context.tsx';
import { Button } from '../ui/button.tsx';
import { cx } from '../ui/class-names.ts';
import { Dialog } from '../ui/dialog.tsx';
import { FieldRow } from '../ui/field-row.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { TextInput } from '../ui/text-input.tsx';

export interface ConnectionDialogProps {
  readonly type: string;
  /** Where an existing one is changed. */
  readonly connection: ConnectionResource | undefined;
  readonly onClose: () => void;
  readonly onSaved?: (connection: ConnectionResource) => void;
}

/** Makes or changes a connection: the form of its type, a test, and secrets that are only written. */
export function ConnectionDialog({ type, connection, onClose, onSaved }: ConnectionDialogProps) {
  const definition = stepCatalog.connections.get(type);
  const formId = useId();
  const [name, setName] = useState(connection?.name ?? '');
  const [config, setConfig] = useState<Readonly<Record<string, unknown>>>(connection?.config ?? definition?.initial ?? {});
  const save = useSaveConnection();
  const test = useMutation({ mutationFn: () => testConnection(connection?.id, draft()) });
  const problems = useMemo(() => problemsOf(save.error ?? test.error), [save.error, test.error]);

  const draft = (): ConnectionDraft => {
    const paths = definition === undefined ? [] : secretPathsOf(definition.config, config);
    return { name: name.trim() || (definition?.title ?? type), type, ...separateSecrets(config, paths) };
  };
  const submit = () =>
    save.mutate(
      { id: connection?.id, draft: draft() },
      {
        onSuccess: (saved) => {
          onSaved?.(saved);
          onClose();
        },
      },
    );
  // What was said of the old values does not hold for the new ones.
  const change = (next: Readonly<Record<string, unknown>>) => {
    setConfig(next);
    save.reset();
    test.reset();
  };
  const scope: FormScope = {
    id: formId,
    readOnly: false,
    names: [],
    secretsSet: connection?.secretsSet ?? [],
    problemAt: (pointer) => problems.get(pointer),
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={connection === undefined ? `New connection: ${definition?.title ?? type}` : `Connection ${connection.name}`}
      {...(definition === undefined ? {} : { description: definition.summary })}
      footer={
        <>
          <Button className="mr-auto" busy={test.isPending} onClick={() => test.mutate()}>
            Test the connection
          </Button>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" busy={save.isPending} onClick={submit}>
            Save
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3.5">
        {save.isError && problems.size === 0 ? <ProblemNote error={save.error} /> : null}
        <FieldRow htmlFor={`${formId}-name`} label="Name" description="What people call it when they choose it.">
          <TextInput
            id={`${formId}-name`}
            value={name}
            placeholder={definition?.title}
            maxLength={120}
            onChange={(event) => setName(event.target.value)}
          />
        </FieldRow>
        {definition === undefined ? (
          <p className="text-sm text-ink-2">This Weft has no connector “{type}”.</p>
        ) : (
          <FormProvider scope={scope}>
            <Fields schema={definition.config} value={config} pointer="" onChange={change} />
          </FormProvider>
        )}
        {test.isError && problems.size === 0 ? <ProblemNote error={test.error} /> : null}
        {test.data === undefined ? null : <TestResult ok={test.data.ok} message={test.data.message} />}
      </div>
    </Dialog>
  );
}

/** What a test of a connection found, in one sentence. */
function TestResult({ ok, message }: { readonly ok: boolean; readonly message: string }) {
  const Icon = ok ? CircleCheck : CircleAlert;
  return (
    <p
      role="status"
      className={cx('flex items-start gap-2 rounded-lg px-3 py-2 text-sm', ok ? 'bg-ok-soft text-ok' : 'bg-bad-soft text-bad')}
    >
      <Icon className="mt-0.5 size-4 shrink-0" aria-hidden />
      <span className="min-w-0 break-words">{message}</span>
    </p>
  );
}

function problemsOf(error: unknown): ReadonlyMap<string, string> {
  const problems = error instanceof ApiProblem ? error.body['problems'] : undefined;
  if (!Array.isArray(problems)) return new Map();
  return new Map(
    problems.flatMap((problem: { pointer?: unknown; message?: unknown }) =>
      typeof problem.pointer === 'string' ? [[problem.pointer.replace(/^\/(?:config|secrets)/, ''), String(problem.message)]] : [],
    ),
  );
}
