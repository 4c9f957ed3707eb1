'use client';

import { Globe, LockKeyhole, LockKeyholeOpen } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useEndpoints } from '../client/endpoints.ts';
import { useProcesses } from '../client/processes.ts';
import type { EndpointResource } from '../client/resources.ts';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { formatDuration } from '../ui/format.ts';
import { ProblemNote } from '../ui/problem-note.tsx';
import { Room } from '../ui/room.tsx';
import { SkeletonRows } from '../ui/skeleton.tsx';
import { Tag } from '../ui/tag.tsx';

/** Every address that answers, and which process stands behind it. */
export function EndpointsRoom() {
  const endpoints = useEndpoints();
  const router = useRouter();
  const all = endpoints.data ?? [];
  return (
    <Room title="Endpoints">
      {endpoints.isError ? (
        <div className="p-6">
          <ProblemNote error={endpoints.error} onRetry={() => endpoints.refetch()} />
        </div>
      ) : null}
      {endpoints.isPending ? <SkeletonRows label="Loading endpoints" /> : null}
      {all.length === 0 ? null : <EndpointTable endpoints={all} />}
      {endpoints.isSuccess && all.length === 0 ? (
        <EmptyState
          icon={<Globe />}
          title="Nothing is published yet"
          action={<Button onClick={() => router.push('/processes')}>To the processes</Button>}
        >
          Publish a process that begins with an HTTP endpoint, and its address stands here.
        </EmptyState>
      ) : null}
    </Room>
  );
}

function EndpointTable({ endpoints }: { readonly endpoints: readonly EndpointResource[] }) {
  const processes = useProcesses().data;
  const numberOf = (processId: string) => processes?.find((process) => process.id === processId)?.live?.number;
  return (
    <table className="w-full table-fixed text-sm">
      <thead className="text-left text-xs text-ink-3">
        <tr className="h-8 border-b">
          <th className="w-32 pl-6 font-medium">Method</th>
          <th className="font-medium">Address</th>
          <th className="w-[24%] font-medium">Process</th>
          <th className="w-22 font-medium">State</th>
          <th className="w-32 font-medium">Access</th>
          <th className="w-28 pr-6 font-medium">Time-out</th>
        </tr>
      </thead>
      <tbody>
        {endpoints.map((endpoint) => {
          const number = numberOf(endpoint.processId);
          const open = endpoint.authentication === 'none';
          return (
            <tr key={endpoint.id} className="h-10 border-b hover:bg-hover/60">
              <td className="pl-6 font-mono text-xs font-medium">{endpoint.methods.join(' | ')}</td>
              <td className="pr-4">
                <span className="flex items-center gap-1">
                  <span className="min-w-0 truncate font-mono text-xs" title={endpoint.url}>
                    {endpoint.url}
                  </span>
                  <CopyButton text={endpoint.url} label={`Copy the address of ${endpoint.processName}`} />
                </span>
              </td>
              <td className="truncate pr-4">
                <Link href={`/processes/${endpoint.processId}`} className="font-medium hover:underline" title={endpoint.processName}>
                  {endpoint.processName}
                </Link>
              </td>
              <td>
                <Tag tone="ok">{number === undefined ? 'live' : `v${number} live`}</Tag>
              </td>
              <td>
                <span className={open ? 'flex items-center gap-1.5 text-xs text-warn' : 'flex items-center gap-1.5 text-xs text-ink-2'}>
                  {open ? <LockKeyholeOpen className="size-3.5" aria-hidden /> : <LockKeyhole className="size-3.5" aria-hidden />}
                  {open ? 'everybody' : endpoint.authentication === 'api-key' ? 'API key' : 'basic'}
                </span>
              </td>
              <td className="pr-6 text-xs text-ink-2 tabular">{formatDuration(endpoint.timeoutMs)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
