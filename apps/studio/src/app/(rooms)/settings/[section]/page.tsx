import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { isSettingsSection } from '../../../../settings/sections.ts';
import { SettingsRoom } from '../../../../settings/settings-room.tsx';

export const metadata: Metadata = { title: 'Settings' };

export default async function SettingsPage({ params }: { readonly params: Promise<{ readonly section: string }> }) {
  const { section } = await params;
  if (!isSettingsSection(section)) notFound();
  return <SettingsRoom section={section} />;
}
