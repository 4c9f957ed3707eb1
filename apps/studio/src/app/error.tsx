'use client';

import { Button } from '../ui/button.tsx';

export default function ErrorPage({ error, reset }: { readonly error: Error & { digest?: string }; readonly reset: () => void }) {
  return (
    <main className="flex h-dvh flex-col items-center justify-center gap-4 p-6 text-center">
      <div role="alert" className="max-w-lg">
        <h1 className="text-xl font-semibold tracking-tight">This page broke</h1>
        <p className="mt-1 text-sm break-words text-ink-2">{error.message}</p>
        {error.digest === undefined ? null : <p className="mt-1 font-mono text-xs text-ink-3">{error.digest}</p>}
      </div>
      <div className="flex gap-2">
        <Button look="primary" onClick={reset}>
          Try again
        </Button>
        <Button onClick={() => window.location.assign('/processes')}>To the processes</Button>
      </div>
    </main>
  );
}
