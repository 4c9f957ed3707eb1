'use client';

import { useAudit } from '../client/administration.ts';
import { Button } from '../ui/button.tsx';
import { Ago } from '../ui/time.tsx';
import { ListSection } from './list-section.tsx';

export function AuditSection() {
  const audit = useAudit();
  const entries = audit.data?.pages.flat();
  return (
    <>
      <ListSection
        title="Audit"
        about="Who changed, published, used or called what. Entries are never changed."
        query={{ ...audit, data: entries }}
        keyOf={(entry) => `${entry.at} ${entry.action} ${entry.subject}`}
        empty="Nothing was written yet."
        columns={[
          { title: 'When', className: 'w-36', cell: (entry) => <Ago at={entry.at} /> },
          { title: 'Who', className: 'w-[22%]', cell: (entry) => <span title={entry.by}>{entry.by}</span> },
          { title: 'What', className: 'w-[20%]', cell: (entry) => <span className="font-mono text-xs">{entry.action}</span> },
          { title: 'On', className: 'w-[20%]', cell: (entry) => <span title={entry.subject}>{entry.subject}</span> },
          { title: 'Detail', cell: (entry) => <Detail detail={entry.detail} /> },
        ]}
      />
      {audit.hasNextPage ? (
        <div className="flex justify-center p-4">
          <Button busy={audit.isFetchingNextPage} onClick={() => audit.fetchNextPage()}>
            Show older ones
          </Button>
        </div>
      ) : null}
    </>
  );
}

function Detail({ detail }: { readonly detail: Readonly<Record<string, unknown>> }) {
  const text = Object.entries(detail)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' · ');
  return (
    <span className="text-xs text-ink-3" title={text}>
      {text}
    </span>
  );
}
