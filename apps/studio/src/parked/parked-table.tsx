'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import type { ParkedSummaryResource } from '../client/resources.ts';
import { Tag } from '../ui/tag.tsx';
import { Ago } from '../ui/time.tsx';

/** Parked documents, a row each; a click opens one. */
export function ParkedTable({ documents }: { readonly documents: readonly ParkedSummaryResource[] }) {
  const router = useRouter();
  return (
    <table className="w-full table-fixed text-sm">
      <thead className="sticky top-0 z-10 bg-panel text-left text-xs text-ink-3 shadow-[inset_0_-1px_0_var(--color-line)]">
        <tr className="h-8">
          <th className="pl-6 font-medium">Reason</th>
          <th className="w-[20%] font-medium">Process</th>
          <th className="w-[16%] font-medium">Step</th>
          <th className="w-36 font-medium">State</th>
          <th className="w-28 pr-6 text-right font-medium">Parked</th>
        </tr>
      </thead>
      <tbody>
        {documents.map((parked) => (
          <tr
            key={parked.id}
            onClick={() => router.push(`/parked/${parked.id}`)}
            className="h-11 cursor-pointer border-b hover:bg-hover/60"
          >
            <td className="truncate pr-4 pl-6">
              <Link href={`/parked/${parked.id}`} className="font-medium" title={parked.reason}>
                {parked.reason}
              </Link>
            </td>
            <td className="truncate pr-4 text-ink-2" title={parked.processName}>
              {parked.processName}
            </td>
            <td className="truncate pr-4 text-ink-2" title={parked.stepTitle}>
              {parked.stepTitle}
            </td>
            <td>
              <ParkedState parked={parked} />
            </td>
            <td className="pr-6 text-right text-xs text-ink-3">
              <Ago at={parked.parkedAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What became of it, or what has to be found out first. */
export function ParkedState({ parked: { kind, resolution } }: { readonly parked: ParkedSummaryResource }) {
  if (resolution?.kind === 'resumed') return <Tag tone="ok">sent on</Tag>;
  if (resolution?.kind === 'discarded') return <Tag>discarded</Tag>;
  return kind === 'outcome-unknown' ? <Tag tone="bad">outcome unknown</Tag> : <Tag tone="warn">waiting</Tag>;
}
