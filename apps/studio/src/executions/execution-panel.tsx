'use client';

import type { ExecutionTrace, ProcessFile } from '@weft/process';
import { Tabs } from 'radix-ui';
import { useState } from 'react';
import type { ExecutionDetailResource } from '../client/resources.ts';
import { LogView } from '../monitor/log-view.tsx';
import { StepDocuments } from '../monitor/step-documents.tsx';
import { Waterfall } from '../monitor/waterfall.tsx';
import { TabBar } from '../ui/tab-bar.tsx';
import { CalledExecutions } from './called-executions.tsx';

export interface ExecutionPanelProps {
  readonly execution: ExecutionDetailResource;
  readonly file: ProcessFile;
  readonly trace: ExecutionTrace;
  readonly titleOf: (stepId: string) => string;
  readonly selected: string | undefined;
  readonly onSelect: (stepId: string) => void;
}

/** The waterfall at the left; beside it the documents of the selected step, the log, or what the call brought. */
export function ExecutionPanel({ execution, file, trace, titleOf, selected, onSelect }: ExecutionPanelProps) {
  const [tab, setTab] = useState('data');
  const properties = Object.entries(execution.properties);
  return (
    <div className="flex h-full min-h-0">
      <div className="w-[42%] shrink-0 overflow-y-auto border-r">
        <Waterfall trace={trace} titleOf={titleOf} selected={selected} onSelect={onSelect} />
      </div>
      <Tabs.Root value={tab} onValueChange={setTab} className="flex min-w-0 flex-1 flex-col">
        <TabBar
          label="Details"
          tabs={[
            { value: 'data', label: 'Data' },
            { value: 'log', label: 'Log', badge: <span className="text-2xs text-ink-3 tabular">{trace.log.length}</span> },
            { value: 'call', label: 'Call' },
            { value: 'called', label: 'Called executions' },
          ]}
        />
        <Tabs.Content value="data" className="min-h-0 flex-1 overflow-y-auto">
          {selected === undefined || file.steps[selected] === undefined ? (
            <p className="px-4 py-6 text-sm text-ink-3">
              Select a step on the canvas or in the waterfall to see what went in and came out.
            </p>
          ) : (
            <>
              <h2 className="truncate px-3 pt-3 text-base font-semibold" title={titleOf(selected)}>
                {titleOf(selected)}
              </h2>
              <StepDocuments file={file} trace={trace} stepId={selected} />
            </>
          )}
        </Tabs.Content>
        <Tabs.Content value="log" className="min-h-0 flex-1">
          <LogView
            lines={trace.log}
            dropped={trace.dropped.log}
            titleOf={titleOf}
            selected={selected}
            onSelect={onSelect}
            empty="This execution has written nothing to the log."
          />
        </Tabs.Content>
        <Tabs.Content value="called" className="min-h-0 flex-1 overflow-y-auto p-4">
          <CalledExecutions executionId={execution.id} goesOn={trace.finishedAt === undefined} />
        </Tabs.Content>
        <Tabs.Content value="call" className="min-h-0 flex-1 overflow-y-auto p-4">
          {properties.length === 0 ? <p className="text-sm text-ink-3">The call brought no parameters.</p> : null}
          <dl className="grid grid-cols-[minmax(90px,max-content)_1fr] gap-x-4 gap-y-1 font-mono text-xs">
            {properties.map(([name, value]) => (
              <div key={name} className="contents">
                <dt className="text-ink-3">{name}</dt>
                <dd className="break-all">{value}</dd>
              </div>
            ))}
          </dl>
        </Tabs.Content>
      </Tabs.Root>
    </div>
  );
}
