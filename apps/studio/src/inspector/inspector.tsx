'use client';

import type { ExecutionTrace, ProcessFile, ProcessIssue } from '@weft/process';
import { MousePointerClick, Trash2 } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { titleOf } from '../canvas/canvas-model.ts';
import { StepIcon } from '../canvas/step-icon.tsx';
import { useMay } from '../client/session.ts';
import { useEditorStore } from '../editor/editor-context.tsx';
import { perform } from '../editor/editor-store.ts';
import { act, removeSelection } from '../editor/gestures.ts';
import { stepCatalog } from '../editor/step-catalog.ts';
import { StepDocuments } from '../monitor/step-documents.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { TabBar } from '../ui/tab-bar.tsx';
import { Markdown } from './markdown.tsx';
import { StepIdentity } from './step-identity.tsx';
import { StepRetry } from './step-retry.tsx';
import { StepSettings } from './step-settings.tsx';

export type InspectorTab = 'settings' | 'data' | 'docs';

export interface InspectorProps {
  readonly file: ProcessFile;
  readonly stepId: string;
  readonly issues: readonly ProcessIssue[];
  readonly trace: ExecutionTrace | undefined;
  readonly tab: InspectorTab;
  readonly onTab: (tab: InspectorTab) => void;
}

/** All about the selected step: its settings, what went through it, its page. */
export function Inspector({ file, stepId, issues, trace, tab, onTab }: InspectorProps) {
  const store = useEditorStore();
  const readOnly = useMay('editor') === false;
  const step = file.steps[stepId];
  if (step === undefined) return null;
  const entry = stepCatalog.steps.get(step.type);
  const rename = (title: string) =>
    act(store, { kind: 'renameStep', id: stepId, ...(title === '' ? {} : { title }) }, { key: `title ${stepId}` });
  const renameId = (to: string): string | undefined => {
    const { refusal } = perform(store, { kind: 'renameStepId', from: stepId, to });
    if (refusal === undefined) store.setState({ selection: [to] });
    return refusal;
  };
  return (
    <Tabs.Root value={tab} onValueChange={(next) => onTab(next as InspectorTab)} className="flex h-full min-h-0 flex-col">
      <header className="flex items-center gap-2.5 px-3 pt-3 pb-2">
        <span className="flex size-8 shrink-0 items-center justify-center rounded-md border bg-sunken text-ink-2">
          <StepIcon svg={entry?.icon} className="size-4.5" />
        </span>
        <div className="min-w-0 flex-1">
          <input
            aria-label="Step title"
            value={step.title ?? ''}
            placeholder={titleOf({ ...step, title: undefined }, stepCatalog)}
            maxLength={120}
            readOnly={readOnly}
            title={step.title}
            onChange={(event) => rename(event.target.value)}
            className="-ml-1 h-6 w-full min-w-0 rounded-sm bg-transparent px-1 text-base font-semibold placeholder:text-ink hover:bg-hover focus:bg-raised"
          />
          <p className="truncate text-xs text-ink-3">{entry?.definition.title ?? step.type}</p>
        </div>
        {readOnly ? null : (
          <IconButton label="Delete this step" size="small" onClick={() => removeSelection(store)}>
            <Trash2 className="size-3.5" />
          </IconButton>
        )}
      </header>
      <TabBar
        label="Step"
        tabs={[
          { value: 'settings', label: 'Settings', badge: issues.length === 0 ? undefined : <IssueCount count={issues.length} /> },
          { value: 'data', label: 'Data' },
          { value: 'docs', label: 'Docs' },
        ]}
      />
      <Tabs.Content value="settings" className="min-h-0 flex-1 overflow-y-auto p-3">
        <GeneralProblems issues={issues} stepId={stepId} />
        <StepSettings
          key={stepId}
          file={file}
          id={stepId}
          step={step}
          issues={issues}
          trace={trace}
          readOnly={readOnly}
          onConfig={(config, pointer) => act(store, { kind: 'updateConfig', id: stepId, config }, { key: `config ${stepId} ${pointer}` })}
        />
        <StepRetry
          key={`retry ${stepId}`}
          id={stepId}
          step={step}
          readOnly={readOnly}
          onRetry={(retry) =>
            act(store, { kind: 'setRetry', id: stepId, ...(retry === undefined ? {} : { retry }) }, { key: `retry ${stepId}` })
          }
        />
        <StepIdentity
          id={stepId}
          note={step.note}
          readOnly={readOnly}
          onRename={renameId}
          onNote={(note) => act(store, { kind: 'setNote', id: stepId, ...(note === undefined ? {} : { note }) }, { key: `note ${stepId}` })}
        />
      </Tabs.Content>
      <Tabs.Content value="data" className="min-h-0 flex-1 overflow-y-auto">
        {trace === undefined ? <NoData /> : <StepDocuments file={file} trace={trace} stepId={stepId} />}
      </Tabs.Content>
      <Tabs.Content value="docs" className="min-h-0 flex-1 overflow-y-auto p-3">
        <p className="mb-3 text-sm">{entry?.definition.summary}</p>
        <Markdown text={entry?.docs ?? ''} />
      </Tabs.Content>
    </Tabs.Root>
  );
}

function IssueCount({ count }: { readonly count: number }) {
  return <span className="rounded-full bg-bad-soft px-1.5 text-2xs font-semibold text-bad tabular">{count}</span>;
}

/** What is wrong with the step as a whole; the rest stands at its fields. */
function GeneralProblems({ issues, stepId }: { readonly issues: readonly ProcessIssue[]; readonly stepId: string }) {
  const general = issues.filter((issue) => !(issue.pointer ?? '').startsWith(`/steps/${stepId}/config/`));
  if (general.length === 0) return null;
  return (
    <ul className="mb-3.5 flex flex-col gap-1">
      {general.map((issue) => (
        <li
          key={issue.code + issue.message}
          className={
            issue.severity === 'error'
              ? 'rounded-md bg-bad-soft px-2 py-1.5 text-xs text-bad'
              : 'rounded-md bg-warn-soft px-2 py-1.5 text-xs text-warn'
          }
        >
          {issue.message}
        </li>
      ))}
    </ul>
  );
}

function NoData() {
  return (
    <div className="flex flex-col items-center gap-2 px-6 py-10 text-center text-sm text-ink-3">
      <MousePointerClick className="size-5" aria-hidden />
      Try the process, and what went into this step and came out of it stands here.
    </div>
  );
}
