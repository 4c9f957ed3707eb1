'use client';

import { useEffect, useState } from 'react';
import { formatAgo } from './format.ts';

/** How long ago something was, kept up to date; the exact time as a tip. */
export function Ago({ at }: { readonly at: string | number | undefined }) {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), 10_000);
    return () => clearInterval(timer);
  }, []);
  if (at === undefined) return <span className="text-ink-3">–</span>;
  const date = new Date(at);
  return (
    <time dateTime={date.toISOString()} title={date.toLocaleString()} className="whitespace-nowrap tabular" suppressHydrationWarning>
      {formatAgo(date.getTime(), Date.now())}
    </time>
  );
}
