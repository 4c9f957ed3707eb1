import type { Metadata } from 'next';
import { ProcessesRoom } from '../../../processes/processes-room.tsx';

export const metadata: Metadata = { title: 'Processes' };

export default function ProcessesPage() {
  return <ProcessesRoom />;
}
