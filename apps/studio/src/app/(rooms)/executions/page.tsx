import type { Metadata } from 'next';
import { Suspense } from 'react';
import { ExecutionsRoom } from '../../../executions/executions-room.tsx';

export const metadata: Metadata = { title: 'Executions' };

export default function ExecutionsPage() {
  return (
    <Suspense>
      <ExecutionsRoom />
    </Suspense>
  );
}
