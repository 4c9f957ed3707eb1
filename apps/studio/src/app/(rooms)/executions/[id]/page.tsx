import type { Metadata } from 'next';
import { Suspense } from 'react';
import { ExecutionRoom } from '../../../../executions/execution-room.tsx';

export const metadata: Metadata = { title: 'Execution' };

export default async function ExecutionPage({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  return (
    <Suspense>
      <ExecutionRoom id={(await params).id} />
    </Suspense>
  );
}
