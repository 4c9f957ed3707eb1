import { ProcessRoom } from '../../../../room/process-room.tsx';

export default async function ProcessPage({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  return <ProcessRoom id={(await params).id} />;
}
