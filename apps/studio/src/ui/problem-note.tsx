import { CircleAlert, RotateCw } from 'lucide-react';
import { ApiProblem } from '../client/api.ts';
import { Button } from './button.tsx';

/** An error as a sentence, with a way to try again. */
export function ProblemNote({ error, onRetry }: { readonly error: unknown; readonly onRetry?: (() => void) | undefined }) {
  const title = error instanceof ApiProblem ? error.title : 'Something went wrong';
  const detail = error instanceof Error ? error.message : String(error);
  return (
    <div role="alert" className="flex items-start gap-2.5 rounded-lg border border-bad/30 bg-bad-soft px-3 py-2.5 text-sm">
      <CircleAlert className="mt-0.5 size-4 shrink-0 text-bad" aria-hidden />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{title}</p>
        {detail === title ? null : <p className="break-words text-ink-2">{detail}</p>}
      </div>
      {onRetry === undefined ? null : (
        <Button size="small" icon={<RotateCw className="size-3" />} onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}
