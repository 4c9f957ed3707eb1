'use client';

import { useMutation } from '@tanstack/react-query';
import { CircleAlert, CircleCheck, KeyRound, Plug, Trash2 } from 'lucide-react';
import { testSavedConnection } from '../client/connections.ts';
import type { ConnectionResource } from '../client/resources.ts';
import { useRefusal } from '../client/session.ts';
import { stepCatalog } from '../editor/step-catalog.ts';
import { Button } from '../ui/button.tsx';
import { plural } from '../ui/format.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Ago } from '../ui/time.tsx';

export interface ConnectionRowProps {
  readonly connection: ConnectionResource;
  readonly mayChange: boolean;
  readonly onEdit: () => void;
  readonly onDelete: () => void;
}

/** A connection in the list: its name, its system, whether it answers. */
export function ConnectionRow({ connection, mayChange, onEdit, onDelete }: ConnectionRowProps) {
  const definition = stepCatalog.connections.get(connection.type);
  const noTest = useRefusal('editor');
  const test = useMutation({ mutationFn: () => testSavedConnection(connection.id) });
  return (
    <li className="grid min-h-15 grid-cols-[minmax(160px,1fr)_minmax(140px,1.2fr)_104px_minmax(110px,1fr)_auto] items-center gap-4 border-b px-6 py-2 hover:bg-hover/60">
      <div className="flex min-w-0 items-center gap-3">
        <span className="flex size-8 shrink-0 items-center justify-center rounded-md border bg-raised text-ink-3">
          <Plug className="size-4" aria-hidden />
        </span>
        <div className="min-w-0">
          <button
            type="button"
            disabled={!mayChange}
            onClick={onEdit}
            className="block max-w-full truncate text-base font-medium hover:underline"
            title={connection.name}
          >
            {connection.name}
          </button>
          <p className="truncate text-xs text-ink-3">{definition?.title ?? connection.type}</p>
        </div>
      </div>
      <span className="truncate font-mono text-xs text-ink-2">{lineOf(connection)}</span>
      <span className="flex items-center gap-1.5 text-xs text-ink-3">
        {connection.secretsSet.length === 0 ? 'no secrets' : <KeyRound className="size-3.5" aria-hidden />}
        {connection.secretsSet.length === 0 ? '' : `${plural(connection.secretsSet.length, 'secret')} set`}
      </span>
      <TestOutcome test={test} updatedAt={connection.updatedAt} />
      <div className="flex items-center gap-1">
        <Button
          size="small"
          busy={test.isPending}
          disabled={noTest !== undefined}
          title={noTest}
          aria-label={`Test ${connection.name}`}
          onClick={() => test.mutate()}
        >
          Test
        </Button>
        {mayChange ? (
          <IconButton label={`Delete ${connection.name}`} size="small" onClick={onDelete}>
            <Trash2 className="size-3.5" />
          </IconButton>
        ) : null}
      </div>
    </li>
  );
}

function TestOutcome({
  test,
  updatedAt,
}: {
  readonly test: { data?: { ok: boolean; message: string } | undefined; error: Error | null };
  readonly updatedAt: string;
}) {
  const outcome = test.error === null ? test.data : { ok: false, message: test.error.message };
  if (outcome === undefined) {
    return (
      <span className="text-xs text-ink-3">
        changed <Ago at={updatedAt} />
      </span>
    );
  }
  const Icon = outcome.ok ? CircleCheck : CircleAlert;
  return (
    <span role="status" className={outcome.ok ? 'flex items-start gap-1.5 text-xs text-ok' : 'flex items-start gap-1.5 text-xs text-bad'}>
      <Icon className="mt-px size-3.5 shrink-0" aria-hidden />
      <span className="line-clamp-2 min-w-0 break-words" title={outcome.message}>
        {outcome.message}
      </span>
    </span>
  );
}

/** One line without secrets, as the connector describes itself. */
function lineOf({ type, config }: ConnectionResource): string {
  const definition = stepCatalog.connections.get(type);
  try {
    return definition?.describe?.(config) ?? '';
  } catch {
    return '';
  }
}
