import type { Metadata } from 'next';
import { EndpointsRoom } from '../../../endpoints/endpoints-room.tsx';

export const metadata: Metadata = { title: 'Endpoints' };

export default function EndpointsPage() {
  return <EndpointsRoom />;
}
