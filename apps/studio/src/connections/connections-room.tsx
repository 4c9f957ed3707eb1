'use client';

import { Plug, Plus } from 'lucide-react';
import { useState } from 'react';
import { useConnections, useDeleteConnection } from '../client/connections.ts';
import type { ConnectionResource } from '../client/resources.ts';
import { useMay } from '../client/session.ts';
import { stepCatalog } from '../editor/step-catalog.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Menu, MenuItem } from '../ui/menu.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { toastProblem } from '../ui/problem-toast.ts';
import { Room } from '../ui/room.tsx';
import { SkeletonRows } from '../ui/skeleton.tsx';
import { ConnectionDialog } from './connection-dialog.tsx';
import { ConnectionRow } from './connection-row.tsx';

interface Editing {
  readonly type: string;
  readonly connection: ConnectionResource | undefined;
}

/** The systems that processes reach, with their secrets. */
export function ConnectionsRoom() {
  const connections = useConnections();
  const remove = useDeleteConnection();
  const may = useMay('operator') !== false;
  const [editing, setEditing] = useState<Editing | undefined>(undefined);
  const [deleting, setDeleting] = useState<ConnectionResource | undefined>(undefined);
  const all = connections.data ?? [];
  const confirmDelete = () => {
    if (deleting === undefined) return;
    remove.mutate(deleting.id, { onError: toastProblem, onSettled: () => setDeleting(undefined) });
  };
  const create = may ? <NewConnection onChoose={(type) => setEditing({ type, connection: undefined })} /> : undefined;
  return (
    <Room title="Connections" actions={all.length > 0 ? create : undefined}>
      {connections.isError ? (
        <div className="p-6">
          <ProblemNote error={connections.error} onRetry={() => connections.refetch()} />
        </div>
      ) : null}
      {connections.isPending ? <SkeletonRows label="Loading connections" /> : null}
      {all.length === 0 ? null : (
        <ul aria-label="Connections">
          {all.map((connection) => (
            <ConnectionRow
              key={connection.id}
              connection={connection}
              mayChange={may}
              onEdit={() => setEditing({ type: connection.type, connection })}
              onDelete={() => setDeleting(connection)}
            />
          ))}
        </ul>
      )}
      {connections.isSuccess && all.length === 0 ? (
        <EmptyState icon={<Plug />} title="No connections yet" action={create}>
          A connection holds the address and the secrets of one system. Steps name it, so that a password is typed once and changed in one
          place.
        </EmptyState>
      ) : null}
      {editing === undefined ? null : (
        <ConnectionDialog type={editing.type} connection={editing.connection} onClose={() => setEditing(undefined)} />
      )}
      <ConfirmDialog
        open={deleting !== undefined}
        onOpenChange={(open) => !open && setDeleting(undefined)}
        title={`Delete the connection “${deleting?.name ?? ''}”?`}
        consequence="Its secrets will be gone. Drafts that use it have to choose another one. A connection that a live process uses cannot be deleted."
        action="Delete"
        busy={remove.isPending}
        onConfirm={confirmDelete}
      />
    </Room>
  );
}

function NewConnection({ onChoose }: { readonly onChoose: (type: string) => void }) {
  return (
    <Menu
      trigger={
        <Button look="primary" icon={<Plus className="size-4" />}>
          New connection
        </Button>
      }
    >
      {[...stepCatalog.connections.values()].map(({ type, title }) => (
        <MenuItem key={type} icon={<Plug />} onSelect={() => onChoose(type)}>
          {title}
        </MenuItem>
      ))}
    </Menu>
  );
}
