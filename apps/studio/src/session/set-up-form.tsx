'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { completeSetUp, type FirstAdmin } from '../client/sign-in.ts';
import { Button } from '../ui/button.tsx';
import { FieldRow } from '../ui/field-row.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { TextInput } from '../ui/text-input.tsx';

/** The first person here becomes the admin, if they can prove that they started Weft. */
export function SetUpForm({ code, onDone }: { readonly code: string; readonly onDone: () => void }) {
  const [admin, setAdmin] = useState<FirstAdmin>({ code, email: '', name: '', password: '' });
  const create = useMutation({ mutationFn: () => completeSetUp(admin), onSuccess: onDone });
  const set = (member: keyof FirstAdmin) => (event: { target: { value: string } }) => setAdmin({ ...admin, [member]: event.target.value });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <div>
        <h1 className="text-xl font-semibold tracking-tight">Set up Weft</h1>
        <p className="mt-0.5 text-sm text-ink-2">Nobody is here yet. Create the first account; it is the admin.</p>
      </div>
      {create.isError ? <ProblemNote error={create.error} /> : null}
      {code === '' ? (
        <FieldRow htmlFor="code" label="Set-up code" description="Printed in the terminal where Weft was started.">
          <TextInput id="code" mono required value={admin.code} onChange={set('code')} />
        </FieldRow>
      ) : null}
      <FieldRow htmlFor="name" label="Name">
        <TextInput id="name" autoComplete="name" required value={admin.name} onChange={set('name')} />
      </FieldRow>
      <FieldRow htmlFor="email" label="E-mail">
        <TextInput id="email" type="email" autoComplete="username" required value={admin.email} onChange={set('email')} />
      </FieldRow>
      <FieldRow htmlFor="password" label="Password" description="At least 10 characters.">
        <TextInput
          id="password"
          type="password"
          autoComplete="new-password"
          required
          minLength={10}
          value={admin.password}
          onChange={set('password')}
        />
      </FieldRow>
      <Button type="submit" look="primary" busy={create.isPending || create.isSuccess} className="w-full">
        Create the account
      </Button>
    </form>
  );
}
