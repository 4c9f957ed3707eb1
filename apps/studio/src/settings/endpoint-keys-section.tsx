'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useAdd, useSettingsList } from '../client/administration.ts';
import { useProcesses } from '../client/processes.ts';
import { Button } from '../ui/button.tsx';
import { Choice } from '../ui/choice.tsx';
import { FieldRow } from '../ui/field-row.tsx';
import { TextInput } from '../ui/text-input.tsx';
import { Ago } from '../ui/time.tsx';
import { AddDialog } from './add-dialog.tsx';
import { ListSection } from './list-section.tsx';
import { RemoveButton } from './remove-button.tsx';

export function EndpointKeysSection() {
  const keys = useSettingsList('endpoint-keys');
  const processes = useProcesses().data;
  const [adding, setAdding] = useState(false);
  const nameOf = (id: string | null) => (id === null ? 'all processes' : (processes?.find((process) => process.id === id)?.name ?? id));
  return (
    <>
      <ListSection
        title="Endpoint keys"
        about="For callers of endpoints that ask for an API key or basic authentication: the name is the user, the key the password."
        action={
          <Button look="primary" icon={<Plus className="size-4" />} onClick={() => setAdding(true)}>
            New key
          </Button>
        }
        query={keys}
        keyOf={(key) => key.id}
        empty="No keys yet. Endpoints that ask for one refuse every call."
        columns={[
          { title: 'Name', cell: (key) => <span title={key.name}>{key.name}</span> },
          { title: 'Opens', cell: (key) => <span className="text-ink-2">{nameOf(key.processId)}</span> },
          { title: 'Made by', cell: (key) => <span className="text-ink-2">{key.createdBy}</span> },
          { title: 'Made', className: 'w-32', cell: (key) => <Ago at={key.createdAt} /> },
          {
            title: '',
            className: 'w-16',
            cell: (key) => (
              <RemoveButton kind="endpoint-keys" id={key.id} name={key.name} consequence="Callers with this key are refused at once." />
            ),
          },
        ]}
      />
      {adding ? <AddKey onClose={() => setAdding(false)} /> : null}
    </>
  );
}

const every = '*';

function AddKey({ onClose }: { readonly onClose: () => void }) {
  const add = useAdd('endpoint-keys');
  const processes = useProcesses().data ?? [];
  const [name, setName] = useState('');
  const [process, setProcess] = useState(every);
  return (
    <AddDialog
      title={add.isSuccess ? `Key ${name}` : 'New endpoint key'}
      action="Create"
      error={add.error}
      busy={add.isPending}
      secret={add.data?.key}
      onClose={onClose}
      onSubmit={() => add.mutate({ name, ...(process === every ? {} : { processId: process }) })}
    >
      <FieldRow htmlFor="key-name" label="Name" description="Who calls with it.">
        <TextInput id="key-name" required value={name} onChange={(event) => setName(event.target.value)} />
      </FieldRow>
      <FieldRow htmlFor="key-process" label="Opens">
        <Choice
          id="key-process"
          label="Opens"
          value={process}
          options={[{ value: every, label: 'All processes' }, ...processes.map(({ id, name: label }) => ({ value: id, label }))]}
          onChange={setProcess}
        />
      </FieldRow>
    </AddDialog>
  );
}
