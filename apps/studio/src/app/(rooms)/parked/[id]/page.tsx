import type { Metadata } from 'next';
import { ParkedDocumentRoom } from '../../../../parked/parked-document-room.tsx';

export const metadata: Metadata = { title: 'Parked document' };

export default async function ParkedDocumentPage({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  return <ParkedDocumentRoom id={(await params).id} />;
}
