'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { useMe } from '../client/session.ts';
import { changePassword } from '../client/sign-in.ts';
import { Button } from '../ui/button.tsx';
import { FieldRow } from '../ui/field-row.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { TextInput } from '../ui/text-input.tsx';

export function AccountSection() {
  const me = useMe().data;
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const change = useMutation({
    mutationFn: () => changePassword(current, password),
    onSuccess: () => {
      setCurrent('');
      setPassword('');
      toast.success('The password is changed.');
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <section aria-label="Your account" className="max-w-md px-6 pt-5">
      <h2 className="text-base font-semibold">{me?.name}</h2>
      <p className="mt-0.5 mb-5 text-sm text-ink-2">
        {me?.email} · {me?.role}
      </p>
      <form onSubmit={submit} className="flex flex-col gap-3.5">
        {change.isError ? <ProblemNote error={change.error} /> : null}
        <FieldRow htmlFor="current-password" label="Current password">
          <TextInput
            id="current-password"
            type="password"
            autoComplete="current-password"
            required
            value={current}
            onChange={(event) => setCurrent(event.target.value)}
          />
        </FieldRow>
        <FieldRow htmlFor="new-password" label="New password" description="At least 10 characters.">
          <TextInput
            id="new-password"
            type="password"
            autoComplete="new-password"
            required
            minLength={10}
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </FieldRow>
        <Button type="submit" look="primary" busy={change.isPending} className="self-start">
          Change the password
        </Button>
      </form>
    </section>
  );
}
