'use client';

import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react';
import { cx } from '../ui/class-names.ts';
import { TextArea } from '../ui/text-input.tsx';
import { useForm } from './form-context.tsx';

export interface NameCompletionProps {
  readonly id: string;
  /** What kind of text this is, at the left of the box. */
  readonly mark: string;
  readonly value: string;
  readonly placeholder: string;
  readonly invalid: boolean;
  readonly readOnly: boolean;
  /** The word being typed before the caret; empty where one may begin, undefined where names mean nothing. */
  readonly wordAt: (before: string) => string | undefined;
  readonly onChange: (text: string) => void;
}

/** A text box that offers known names for the word before the caret: arrows choose, Enter or Tab takes, Esc closes. */
export function NameCompletion({ id, mark, value, placeholder, invalid, readOnly, wordAt, onChange }: NameCompletionProps) {
  const { names } = useForm();
  const box = useRef<HTMLTextAreaElement>(null);
  const listId = useId();
  const [word, setWord] = useState<string | undefined>(undefined);
  const [at, setAt] = useState(0);
  const offers = useMemo(
    () =>
      word === undefined ? [] : names.filter(({ name }) => name !== word && name.toLowerCase().startsWith(word.toLowerCase())).slice(0, 8),
    [names, word],
  );

  const look = () => {
    const area = box.current;
    if (area === null) return;
    setWord(wordAt(area.value.slice(0, area.selectionStart)));
    setAt(0);
  };
  const take = (name: string) => {
    const area = box.current;
    if (area === null || word === undefined) return;
    const start = area.selectionStart - word.length;
    onChange(value.slice(0, start) + name + value.slice(area.selectionStart));
    setWord(undefined);
    requestAnimationFrame(() => area.setSelectionRange(start + name.length, start + name.length));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (offers.length === 0) return;
    const offer = offers[at];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      setAt((at + (event.key === 'ArrowDown' ? 1 : offers.length - 1)) % offers.length);
    } else if ((event.key === 'Enter' || event.key === 'Tab') && offer !== undefined && word !== '') {
      take(offer.name);
    } else if (event.key === 'Escape') {
      setWord(undefined);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className="relative">
      <span aria-hidden className="pointer-events-none absolute top-1.75 left-2 font-mono text-xs text-ink-3">
        {mark}
      </span>
      <TextArea
        ref={box}
        id={id}
        mono
        rows={1}
        className="min-h-8 resize-none pl-7"
        value={value}
        placeholder={placeholder}
        aria-invalid={invalid || undefined}
        aria-controls={offers.length > 0 ? listId : undefined}
        aria-autocomplete="list"
        readOnly={readOnly}
        onChange={(event) => {
          onChange(event.target.value);
          look();
        }}
        onKeyDown={onKeyDown}
        onFocus={look}
        onBlur={() => setWord(undefined)}
      />
      {offers.length === 0 || readOnly ? null : (
        <div
          id={listId}
          role="listbox"
          aria-label="Known names"
          className="absolute inset-x-0 top-full z-30 mt-1 max-h-56 overflow-y-auto rounded-lg border border-line-strong bg-raised p-1 shadow-pop"
        >
          {offers.map((offer, index) => (
            <button
              key={offer.name}
              type="button"
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              // Before the blur of the box would close the list.
              onMouseDown={(event) => {
                event.preventDefault();
                take(offer.name);
              }}
              className={cx(
                'flex w-full items-baseline gap-3 rounded-md px-2 py-1 text-left',
                index === at ? 'bg-hover' : 'hover:bg-hover',
              )}
            >
              <span className="truncate font-mono text-xs">{offer.name}</span>
              <span className="ml-auto shrink-0 text-2xs text-ink-3">{offer.hint}</span>
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
