'use client';

import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import type { Selection } from '../canvas/canvas-edits.ts';
import { titleOf } from '../canvas/canvas-model.ts';
import { ProcessCanvas } from '../canvas/process-canvas.tsx';
import { ApiProblem } from '../client/api.ts';
import { useExecution } from '../client/executions.ts';
import { useVersion } from '../client/processes.ts';
import type { ExecutionDetailResource } from '../client/resources.ts';
import { stepCatalog } from '../editor/step-catalog.ts';
import { useFollowedExecution } from '../monitor/follow-execution.ts';
import { ProblemNote } from '../ui/problem-note.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { Split } from '../ui/split.tsx';
import { ExecutionError } from './execution-error.tsx';
import { ExecutionHeader } from './execution-header.tsx';
import { ExecutionPanel } from './execution-panel.tsx';

const noIssues = [] as const;

/** One execution: its version's canvas lit with what happened, above the waterfall, the documents and the log. */
export function ExecutionRoom({ id }: { readonly id: string }) {
  const execution = useExecution(id);
  if (execution.isError) {
    const gone = execution.error instanceof ApiProblem && execution.error.status === 404;
    return (
      <main className="mx-auto flex h-full max-w-lg flex-col justify-center gap-3 p-6">
        <h1 className="text-xl font-semibold tracking-tight">
          {gone ? 'There is no such execution' : 'The execution could not be opened'}
        </h1>
        <ProblemNote error={execution.error} onRetry={() => execution.refetch()} />
        <a href="/executions" className="text-sm text-accent hover:underline">
          To the executions
        </a>
      </main>
    );
  }
  if (execution.data === undefined) {
    return (
      <div role="status" aria-label="Loading the execution" className="flex h-full items-center justify-center text-ink-3">
        <Spinner className="size-5" />
      </div>
    );
  }
  return <OpenExecution key={id} execution={execution.data} />;
}

const ended = new Set(['succeeded', 'failed', 'cancelled']);

function OpenExecution({ execution }: { readonly execution: ExecutionDetailResource }) {
  const followed = useFollowedExecution(ended.has(execution.status) ? undefined : execution.id);
  const trace = followed.trace ?? execution.trace;
  const version = useVersion(execution.processId, execution.versionId);
  const [chosen, select] = useSelectedStep();
  // Before anything is chosen the step that matters most is shown: where it failed, else where it replied.
  const selected = chosen ?? trace.error?.stepId ?? trace.replied?.stepId;
  const file = version.data?.file;
  const selection = useMemo<Selection>(() => ({ steps: selected === undefined ? [] : [selected], link: undefined }), [selected]);
  const selectLast = ({ steps }: Selection) => select(steps.at(-1));
  const stepTitle = (stepId: string) => {
    const step = file?.steps[stepId];
    return step === undefined ? stepId : titleOf(step, stepCatalog);
  };
  return (
    <main aria-label="Execution" className="flex h-full flex-col">
      <ExecutionHeader execution={execution} trace={trace} />
      <ExecutionError error={trace.error} titleOf={stepTitle} onSelect={select} processId={execution.processId} />
      <div className="min-h-0 flex-1">
        <Split
          label="Height of the canvas"
          storageKey="weft-execution-split"
          initial={45}
          upper={
            <>
              {version.isError ? (
                <div className="p-6">
                  <ProblemNote error={version.error} onRetry={() => version.refetch()} />
                </div>
              ) : null}
              {file === undefined ? null : (
                <ProcessCanvas file={file} issues={noIssues} trace={trace} selection={selection} onSelect={selectLast} />
              )}
            </>
          }
          lower={
            <aside aria-label="Details" className="h-full bg-panel">
              {file === undefined ? null : (
                <ExecutionPanel execution={execution} file={file} trace={trace} titleOf={stepTitle} selected={selected} onSelect={select} />
              )}
            </aside>
          }
        />
      </div>
    </main>
  );
}

/** The selected step, in the address: a link to an execution can point at the step that matters. */
function useSelectedStep(): readonly [string | undefined, (stepId: string | undefined) => void] {
  const selected = useSearchParams().get('step') ?? undefined;
  const router = useRouter();
  const path = usePathname();
  const select = (stepId: string | undefined) => {
    if (stepId !== selected) router.replace(stepId === undefined ? path : `${path}?step=${encodeURIComponent(stepId)}`, { scroll: false });
  };
  return [selected, select];
}
