'use client';

import { Plus, X } from 'lucide-react';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { TextInput } from '../ui/text-input.tsx';

export type PairList = ReadonlyArray<{ readonly name: string; readonly value: string }>;

/** Names with values: query parameters, headers. */
export function Pairs({
  title,
  pairs,
  onChange,
}: {
  readonly title: string;
  readonly pairs: PairList;
  readonly onChange: (pairs: PairList) => void;
}) {
  const replace = (index: number, change: Partial<PairList[number]>) =>
    onChange(pairs.map((pair, i) => (i === index ? { ...pair, ...change } : pair)));
  return (
    <fieldset className="flex flex-col gap-1.5">
      <div className="flex items-center">
        <legend className="text-xs font-medium text-ink-2">{title}</legend>
        <Button
          size="small"
          look="quiet"
          className="ml-auto"
          icon={<Plus className="size-3.5" />}
          aria-label={`Add to ${title}`}
          onClick={() => onChange([...pairs, { name: '', value: '' }])}
        >
          Add
        </Button>
      </div>
      {pairs.map((pair, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pairs have no identity but their place
        <div key={index} className="flex gap-1.5">
          <TextInput
            aria-label={`${title} name ${index + 1}`}
            mono
            value={pair.name}
            placeholder="name"
            onChange={(event) => replace(index, { name: event.target.value })}
          />
          <TextInput
            aria-label={`${title} value ${index + 1}`}
            mono
            value={pair.value}
            placeholder="value"
            onChange={(event) => replace(index, { value: event.target.value })}
          />
          <IconButton label={`Remove ${title} ${index + 1}`} onClick={() => onChange(pairs.filter((_, i) => i !== index))}>
            <X className="size-3.5" />
          </IconButton>
        </div>
      ))}
    </fieldset>
  );
}
