'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useAdd, useSettingsList } from '../client/administration.ts';
import type { Role } from '../client/resources.ts';
import { Button } from '../ui/button.tsx';
import { FieldRow } from '../ui/field-row.tsx';
import { Tag } from '../ui/tag.tsx';
import { TextInput } from '../ui/text-input.tsx';
import { Ago } from '../ui/time.tsx';
import { AddDialog } from './add-dialog.tsx';
import { ListSection } from './list-section.tsx';
import { RemoveButton } from './remove-button.tsx';
import { RoleChoice } from './role-choice.tsx';

export function TokensSection() {
  const tokens = useSettingsList('tokens');
  const [adding, setAdding] = useState(false);
  return (
    <>
      <ListSection
        title="API tokens"
        about="For programs that use the management API and for the weft command. A token may do what its role may do."
        action={
          <Button look="primary" icon={<Plus className="size-4" />} onClick={() => setAdding(true)}>
            New token
          </Button>
        }
        query={tokens}
        keyOf={(token) => token.id}
        empty="No tokens yet."
        columns={[
          { title: 'Name', cell: (token) => <span title={token.name}>{token.name}</span> },
          { title: 'Role', className: 'w-28', cell: (token) => <Tag>{token.role}</Tag> },
          { title: 'Made by', cell: (token) => <span className="text-ink-2">{token.createdBy}</span> },
          { title: 'Last used', className: 'w-32', cell: (token) => <Ago at={token.lastUsedAt ?? undefined} /> },
          { title: 'Made', className: 'w-32', cell: (token) => <Ago at={token.createdAt} /> },
          {
            title: '',
            className: 'w-16',
            cell: (token) => (
              <RemoveButton kind="tokens" id={token.id} name={token.name} consequence="Programs that use it are refused at once." />
            ),
          },
        ]}
      />
      {adding ? <AddToken onClose={() => setAdding(false)} /> : null}
    </>
  );
}

function AddToken({ onClose }: { readonly onClose: () => void }) {
  const add = useAdd('tokens');
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('operator');
  return (
    <AddDialog
      title={add.isSuccess ? `Token ${name}` : 'New token'}
      action="Create"
      error={add.error}
      busy={add.isPending}
      secret={add.data?.token}
      onClose={onClose}
      onSubmit={() => add.mutate({ name, role })}
    >
      <FieldRow htmlFor="token-name" label="Name" description="What uses it: the build server, a script.">
        <TextInput id="token-name" required value={name} onChange={(event) => setName(event.target.value)} />
      </FieldRow>
      <FieldRow htmlFor="token-role" label="Role">
        <RoleChoice id="token-role" label="Role" value={role} onChange={setRole} />
      </FieldRow>
    </AddDialog>
  );
}
