import type { Metadata } from 'next';
import { ConnectionsRoom } from '../../../connections/connections-room.tsx';

export const metadata: Metadata = { title: 'Connections' };

export default function ConnectionsPage() {
  return <ConnectionsRoom />;
}
