'use client';

import type { ProcessIssue } from '@weft/process';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { titleOf } from '../canvas/canvas-model.ts';
import { useEditor, useEditorStore } from '../editor/editor-context.tsx';
import { stepCatalog } from '../editor/step-catalog.ts';
import { LogView } from '../monitor/log-view.tsx';
import { StepDocuments } from '../monitor/step-documents.tsx';
import { cx } from '../ui/class-names.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { TabBar } from '../ui/tab-bar.tsx';
import { beginsByTheClock } from './draft-routes.ts';
import { ProblemList } from './problem-list.tsx';
import { type DrawerTab, useRoom } from './room-state.ts';
import { TryRequest } from './try-request.tsx';
import { TryTime } from './try-time.tsx';

/** Under the canvas: try the process, and see what came of it. */
export function Drawer({ issues }: { readonly issues: readonly ProcessIssue[] }) {
  const store = useEditorStore();
  const { drawer } = useRoom();
  const file = useEditor((state) => state.file);
  const trace = useEditor((state) => state.run?.trace);
  const selected = useEditor((state) => (state.selection.length === 1 ? state.selection[0] : undefined));
  const timed = beginsByTheClock(file);
  const open = drawer !== undefined;
  const show = (tab: DrawerTab | undefined) => useRoom.setState({ drawer: tab });
  const select = (id: string) => store.setState({ selection: [id], selectedLink: undefined });
  const stepTitle = (id: string) => {
    const step = file.steps[id];
    return step === undefined ? id : titleOf(step, stepCatalog);
  };
  const errors = issues.some((issue) => issue.severity === 'error');
  return (
    <Tabs.Root
      value={drawer ?? ''}
      onValueChange={(next) => show(next as DrawerTab)}
      className={cx('flex shrink-0 flex-col border-t bg-panel', open ? 'h-[44%] max-h-[420px]' : 'h-9')}
    >
      <section aria-label="Drawer" className="flex h-full min-h-0 flex-col">
        <TabBar
          label="Drawer"
          tabs={[
            { value: 'try', label: timed ? 'Try run' : 'Try request' },
            { value: 'data', label: 'Data' },
            { value: 'log', label: 'Log', badge: <Count count={trace?.log.length ?? 0} /> },
            { value: 'problems', label: 'Problems', badge: <Count count={issues.length} tone={errors ? 'bad' : 'plain'} /> },
          ]}
          end={
            <IconButton label={open ? 'Close the drawer' : 'Open the drawer'} size="small" onClick={() => show(open ? undefined : 'try')}>
              {open ? <ChevronDown className="size-4" /> : <ChevronUp className="size-4" />}
            </IconButton>
          }
        />
        <Tabs.Content value="try" className="min-h-0 flex-1" forceMount hidden={drawer !== 'try'}>
          {timed ? <TryTime /> : <TryRequest />}
        </Tabs.Content>
        <Tabs.Content value="data" className="min-h-0 flex-1 overflow-y-auto">
          {trace === undefined || selected === undefined ? (
            <p className="px-4 py-6 text-sm text-ink-3">
              {trace === undefined ? 'Try the process first.' : 'Select a step to see what went in and came out.'}
            </p>
          ) : (
            <div className="max-w-3xl">
              <StepDocuments file={file} trace={trace} stepId={selected} />
            </div>
          )}
        </Tabs.Content>
        <Tabs.Content value="log" className="min-h-0 flex-1">
          <LogView
            lines={trace?.log ?? []}
            dropped={trace?.dropped.log ?? 0}
            titleOf={stepTitle}
            selected={selected}
            onSelect={select}
            empty={
              trace === undefined
                ? 'Try the process, and its log lines arrive here while it runs.'
                : 'This execution has written nothing to the log.'
            }
          />
        </Tabs.Content>
        <Tabs.Content value="problems" className="min-h-0 flex-1 overflow-y-auto">
          <ProblemList issues={issues} titleOf={stepTitle} onSelect={select} />
        </Tabs.Content>
      </section>
    </Tabs.Root>
  );
}

function Count({ count, tone = 'plain' }: { readonly count: number; readonly tone?: 'plain' | 'bad' }) {
  if (count === 0) return null;
  return (
    <span
      className={cx('rounded-full px-1.5 text-2xs font-semibold tabular', tone === 'bad' ? 'bg-bad-soft text-bad' : 'bg-hover text-ink-2')}
    >
      {count}
    </span>
  );
}
