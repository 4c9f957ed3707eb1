'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { signIn } from '../client/sign-in.ts';
import { Button } from '../ui/button.tsx';
import { FieldRow } from '../ui/field-row.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { TextInput } from '../ui/text-input.tsx';

export function SignInForm({ onDone }: { readonly onDone: () => void }) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const enter = useMutation({ mutationFn: () => signIn(email, password), onSuccess: onDone });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    enter.mutate();
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <div>
        <h1 className="text-xl font-semibold tracking-tight">Sign in to Weft</h1>
        <p className="mt-0.5 text-sm text-ink-2">Draw a process, publish it, watch it run.</p>
      </div>
      {enter.isError ? <ProblemNote error={enter.error} /> : null}
      <FieldRow htmlFor="email" label="E-mail">
        <TextInput
          id="email"
          type="email"
          autoComplete="username"
          required
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
      </FieldRow>
      <FieldRow htmlFor="password" label="Password">
        <TextInput
          id="password"
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </FieldRow>
      <Button type="submit" look="primary" busy={enter.isPending || enter.isSuccess} className="w-full">
        Sign in
      </Button>
    </form>
  );
}
