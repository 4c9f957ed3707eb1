'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useAdd, useChangePerson, useSettingsList } from '../client/administration.ts';
import type { Role } from '../client/resources.ts';
import { useMe } from '../client/session.ts';
import { Button } from '../ui/button.tsx';
import { FieldRow } from '../ui/field-row.tsx';
import { toastProblem } from '../ui/problem-toast.ts';
import { TextInput } from '../ui/text-input.tsx';
import { Ago } from '../ui/time.tsx';
import { AddDialog } from './add-dialog.tsx';
import { ListSection } from './list-section.tsx';
import { RemoveButton } from './remove-button.tsx';
import { RoleChoice } from './role-choice.tsx';

export function PeopleSection() {
  const people = useSettingsList('people');
  const change = useChangePerson();
  const me = useMe().data;
  const [adding, setAdding] = useState(false);
  return (
    <>
      <ListSection
        title="People"
        about="Who can sign in. A viewer sees everything but secrets, an editor draws and tries, an operator publishes and holds connections, an admin decides who else may."
        action={
          <Button look="primary" icon={<Plus className="size-4" />} onClick={() => setAdding(true)}>
            Add a person
          </Button>
        }
        query={people}
        keyOf={(person) => person.id}
        empty="Nobody is here."
        columns={[
          { title: 'Name', cell: (person) => <span title={person.name}>{person.name}</span> },
          { title: 'E-mail', cell: (person) => <span className="text-ink-2">{person.email}</span> },
          {
            title: 'Role',
            className: 'w-40',
            cell: (person) => (
              <RoleChoice
                label={`Role of ${person.name}`}
                className="h-7"
                value={person.role}
                disabled={person.id === me?.id}
                onChange={(role) => change.mutate({ id: person.id, role }, { onError: toastProblem })}
              />
            ),
          },
          { title: 'Since', className: 'w-32', cell: (person) => <Ago at={person.createdAt} /> },
          {
            title: '',
            className: 'w-16',
            cell: (person) => (
              <RemoveButton
                kind="people"
                id={person.id}
                name={person.name}
                disabled={person.id === me?.id}
                consequence="They are signed out everywhere at once. What they did stays in the audit log."
              />
            ),
          },
        ]}
      />
      {adding ? <AddPerson onClose={() => setAdding(false)} /> : null}
    </>
  );
}

function AddPerson({ onClose }: { readonly onClose: () => void }) {
  const add = useAdd('people');
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [role, setRole] = useState<Role>('editor');
  return (
    <AddDialog
      title="Add a person"
      action="Add"
      error={add.error}
      busy={add.isPending}
      secret={undefined}
      onClose={onClose}
      onSubmit={() => add.mutate({ name, email, password, role }, { onSuccess: onClose })}
    >
      <FieldRow htmlFor="person-name" label="Name">
        <TextInput id="person-name" required value={name} onChange={(event) => setName(event.target.value)} />
      </FieldRow>
      <FieldRow htmlFor="person-email" label="E-mail">
        <TextInput id="person-email" type="email" required value={email} onChange={(event) => setEmail(event.target.value)} />
      </FieldRow>
      <FieldRow htmlFor="person-password" label="First password" description="At least 10 characters. They can change it in their account.">
        <TextInput
          id="person-password"
          type="password"
          autoComplete="new-password"
          required
          minLength={10}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </FieldRow>
      <FieldRow htmlFor="person-role" label="Role">
        <RoleChoice id="person-role" label="Role" value={role} onChange={setRole} />
      </FieldRow>
    </AddDialog>
  );
}
