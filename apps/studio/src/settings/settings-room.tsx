'use client';

import { LockKeyhole } from 'lucide-react';
import Link from 'next/link';
import type { ComponentType } from 'react';
import { useMay } from '../client/session.ts';
import { cx } from '../ui/class-names.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Room } from '../ui/room.tsx';
import { AccountSection } from './account-section.tsx';
import { AuditSection } from './audit-section.tsx';
import { EndpointKeysSection } from './endpoint-keys-section.tsx';
import { PeopleSection } from './people-section.tsx';
import { type SettingsSection, settingsSections } from './sections.ts';
import { TokensSection } from './tokens-section.tsx';

const pages: Record<SettingsSection, ComponentType> = {
  people: PeopleSection,
  tokens: TokensSection,
  'endpoint-keys': EndpointKeysSection,
  audit: AuditSection,
  account: AccountSection,
};

/** Who may do what, with which keys, and what they did. */
export function SettingsRoom({ section }: { readonly section: SettingsSection }) {
  const Page = pages[section];
  const current = settingsSections.find(({ id }) => id === section);
  const may = useMay(current?.least ?? 'admin');
  return (
    <Room title="Settings">
      <div className="flex min-h-full">
        <nav aria-label="Settings" className="flex w-48 shrink-0 flex-col gap-0.5 border-r p-3">
          {settingsSections.map(({ id, title }) => (
            <Link
              key={id}
              href={`/settings/${id}`}
              aria-current={id === section ? 'page' : undefined}
              className={cx(
                'rounded-md px-2.5 py-1.5 text-sm',
                id === section ? 'bg-pressed font-medium' : 'text-ink-2 hover:bg-hover hover:text-ink',
              )}
            >
              {title}
            </Link>
          ))}
        </nav>
        <div className="min-w-0 flex-1">
          {may === false ? (
            <EmptyState icon={<LockKeyhole />} title="Not for your role">
              Only {current?.least === 'operator' ? 'operators and admins' : 'admins'} see this page. Ask an admin of this Weft.
            </EmptyState>
          ) : null}
          {may === true ? <Page /> : null}
        </div>
      </div>
    </Room>
  );
}
