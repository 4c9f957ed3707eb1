'use client';

import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { isSetUpNeeded } from '../client/sign-in.ts';
import { Logo } from '../ui/logo.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { addressAfterSignIn } from './address-after-sign-in.ts';
import { SetUpForm } from './set-up-form.tsx';
import { SignInForm } from './sign-in-form.tsx';
import { WovenField } from './woven-field.tsx';

/** The door: signs in, or on first run makes the first admin. */
export function SignInRoom() {
  const search = useSearchParams();
  const code = search.get('code') ?? '';
  const setUp = useQuery({ queryKey: ['set-up'], queryFn: ({ signal }) => isSetUpNeeded(signal) });
  const enter = () => window.location.assign(addressAfterSignIn(search.get('next'), window.location.origin));
  return (
    <div className="flex min-h-dvh">
      <main className="flex w-full shrink-0 flex-col justify-center px-8 py-10 sm:w-[440px] sm:border-r sm:px-14">
        <Logo className="mb-6 size-9" />
        {setUp.isPending ? <Spinner className="size-5 text-ink-3" /> : null}
        {setUp.isError ? <ProblemNote error={setUp.error} onRetry={() => setUp.refetch()} /> : null}
        {setUp.data === true ? <SetUpForm code={code} onDone={enter} /> : null}
        {setUp.data === false ? <SignInForm onDone={enter} /> : null}
      </main>
      <WovenField />
    </div>
  );
}
