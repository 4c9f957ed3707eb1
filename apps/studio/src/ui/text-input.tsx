import type { InputHTMLAttributes, Ref, TextareaHTMLAttributes } from 'react';
import { cx } from './class-names.ts';

const look =
  'w-full min-w-0 rounded-md border border-line-strong bg-raised text-sm text-ink placeholder:text-ink-3 transition-colors duration-100 hover:border-ink-3 focus:border-accent focus:outline-2 focus:outline-offset-0 focus:outline-accent-soft disabled:opacity-50 aria-invalid:border-bad';

export interface TextInputProps extends InputHTMLAttributes<HTMLInputElement> {
  readonly mono?: boolean;
  readonly ref?: Ref<HTMLInputElement>;
}

/** One line of text. */
export function TextInput({ mono = false, className, ...rest }: TextInputProps) {
  return (
    <input
      type="text"
      autoComplete="off"
      spellCheck={false}
      {...rest}
      className={cx(look, 'h-8 px-2', mono && 'font-mono text-xs', className)}
    />
  );
}

export interface TextAreaProps extends TextareaHTMLAttributes<HTMLTextAreaElement> {
  readonly mono?: boolean;
  readonly ref?: Ref<HTMLTextAreaElement>;
}

/** Several lines of text; grows with what is in it. */
export function TextArea({ mono = false, className, ...rest }: TextAreaProps) {
  return (
    <textarea
      rows={3}
      spellCheck={false}
      {...rest}
      className={cx(look, 'field-sizing-content max-h-72 resize-y px-2 py-1.5', mono && 'font-mono text-xs', className)}
    />
  );
}
