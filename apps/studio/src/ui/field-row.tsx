import type { ReactNode } from 'react';

export interface FieldRowProps {
  readonly htmlFor?: string;
  readonly label: string;
  readonly description?: string | undefined;
  readonly problem?: string | undefined;
  /** Beside the label. */
  readonly end?: ReactNode;
  readonly optional?: boolean;
  readonly children: ReactNode;
}

/** A label, a control, and under it what is wrong or what it is for. */
export function FieldRow({ htmlFor, label, description, problem, end, optional = false, children }: FieldRowProps) {
  return (
    <div className="flex flex-col gap-1">
      <div className="flex min-h-5 items-center gap-2">
        <label htmlFor={htmlFor} className="text-xs font-medium text-ink-2">
          {label}
          {optional ? <span className="font-normal text-ink-3"> · optional</span> : null}
        </label>
        {end === undefined ? null : <span className="ml-auto flex items-center">{end}</span>}
      </div>
      {children}
      {problem === undefined ? null : (
        <p role="alert" id={htmlFor === undefined ? undefined : `${htmlFor}-problem`} className="text-xs text-bad">
          {problem}
        </p>
      )}
      {description === undefined || problem !== undefined ? null : <p className="text-xs text-ink-3">{description}</p>}
    </div>
  );
}
