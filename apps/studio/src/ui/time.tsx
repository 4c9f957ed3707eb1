'use client';

import { useEffect, useState } from 'react';
import { formatAgo } from './format.ts';

/** The time of day in ms, kept up to date every ten seconds. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 10_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** How long ago something was, kept up to date; the exact time as a tip. */
export function Ago({ at }: { readonly at: string | number | undefined }) {
  const now = useNow();
  if (at === undefined) return <span className="text-ink-3">–</span>;
  const date = new Date(at);
  return (
    <time dateTime={date.toISOString()} title={date.toLocaleString()} className="whitespace-nowrap tabular" suppressHydrationWarning>
      {formatAgo(date.getTime(), now)}
    </time>
  );
}
