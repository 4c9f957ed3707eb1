'use client';

import { ArrowUpRight } from 'lucide-react';
import Link from 'next/link';
import type { StartedExecution } from '../client/executions.ts';
import { BodyView } from '../monitor/document-view.tsx';
import { formatDuration } from '../ui/format.ts';
import { ProblemNote } from '../ui/problem-note.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { Tag } from '../ui/tag.tsx';

export interface TryReplyProps {
  readonly error: Error | null;
  readonly started: StartedExecution | undefined;
  readonly ms: number | undefined;
  readonly pending: boolean;
  /** False where nobody waits for a reply: the clock starts it. */
  readonly answers?: boolean;
}

type Outcomes = Record<Exclude<StartedExecution['outcome'], 'replied'>, string>;

const answered: Outcomes = {
  succeeded: 'It ended without a reply. A caller gets 204.',
  failed: 'It failed before it replied.',
  cancelled: 'It was cancelled.',
  accepted: 'Nothing replied in time. A caller gets 202; the execution goes on.',
};

const timed: Outcomes = {
  succeeded: 'It succeeded. Select a step to see what went in and came out.',
  failed: 'It failed.',
  cancelled: 'It was cancelled.',
  accepted: 'It still goes on.',
};

/** What the caller would have got. */
export function TryReply({ error, started, ms, pending, answers = true }: TryReplyProps) {
  return (
    <section aria-label={answers ? 'Reply' : 'Outcome'} className="flex min-h-0 flex-col">
      <header className="flex h-12.25 items-center gap-2 border-b px-3 text-sm">
        <span className="font-medium">{answers ? 'Reply' : 'Outcome'}</span>
        {pending ? <Spinner className="size-3.5 text-run" /> : null}
        {started?.reply === undefined ? null : (
          <Tag tone={started.reply.status < 400 ? 'ok' : 'bad'} mono>
            {started.reply.status}
          </Tag>
        )}
        {ms === undefined || pending ? null : <span className="text-xs text-ink-3 tabular">{formatDuration(ms)}</span>}
        {started === undefined ? null : (
          <Link href={`/executions/${started.executionId}`} className="ml-auto flex items-center gap-1 text-xs text-accent hover:underline">
            Execution <ArrowUpRight className="size-3" />
          </Link>
        )}
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto p-3">
        {error !== null && !pending ? <ProblemNote error={error} /> : null}
        {started === undefined && error === null && !pending ? (
          <p className="text-sm text-ink-3">
            {answers ? 'Send a request' : 'Run it'}: the draft runs as it stands, and what happens lights up on the canvas.
          </p>
        ) : null}
        {started === undefined ? null : <Outcome started={started} outcomes={answers ? answered : timed} />}
      </div>
    </section>
  );
}

function Outcome({ started: { outcome, reply, error }, outcomes }: { readonly started: StartedExecution; readonly outcomes: Outcomes }) {
  return (
    <div className="flex flex-col gap-3">
      {outcome === 'replied' ? null : <p className="text-sm text-ink-2">{outcomes[outcome]}</p>}
      {error === undefined ? null : (
        <p role="alert" className="rounded-md bg-bad-soft px-2.5 py-2 text-sm break-words text-bad">
          {error.message}
        </p>
      )}
      {reply === undefined ? null : (
        <>
          <BodyView
            contentType={reply.contentType}
            text={'text' in reply.body ? reply.body.text : undefined}
            missing={'text' in reply.body ? undefined : 'Binary content.'}
            truncated={reply.truncated}
          />
          <details className="text-xs">
            <summary className="cursor-pointer text-ink-2">Headers</summary>
            <dl className="mt-1 font-mono">
              {Object.entries(reply.headers).map(([name, value]) => (
                <div key={name} className="flex gap-2">
                  <dt className="text-ink-3">{name}:</dt>
                  <dd className="break-all">{value}</dd>
                </div>
              ))}
            </dl>
          </details>
        </>
      )}
    </div>
  );
}
