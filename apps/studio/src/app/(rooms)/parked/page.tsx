import type { Metadata } from 'next';
import { Suspense } from 'react';
import { ParkedRoom } from '../../../parked/parked-room.tsx';

export const metadata: Metadata = { title: 'Parked documents' };

export default function ParkedPage() {
  return (
    <Suspense>
      <ParkedRoom />
    </Suspense>
  );
}
