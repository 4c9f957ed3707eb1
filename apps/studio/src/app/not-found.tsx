import Link from 'next/link';
import { Logo } from '../ui/logo.tsx';

export default function NotFound() {
  return (
    <main className="flex h-dvh flex-col items-center justify-center gap-4 p-6 text-center">
      <Logo className="size-9" />
      <div>
        <h1 className="text-xl font-semibold tracking-tight">This thread leads nowhere</h1>
        <p className="mt-1 text-sm text-ink-2">There is no page at this address. It may have been deleted, or the address has a slip.</p>
      </div>
      <Link
        href="/processes"
        className="inline-flex h-8 items-center rounded-md border border-line-strong bg-raised px-3 text-sm font-medium hover:bg-hover"
      >
        To the processes
      </Link>
    </main>
  );
}
