import type { Metadata } from 'next';
import { Suspense } from 'react';
import { SignInRoom } from '../../session/sign-in-room.tsx';

export const metadata: Metadata = { title: 'Sign in' };

export default function SignInPage() {
  return (
    <Suspense>
      <SignInRoom />
    </Suspense>
  );
}
