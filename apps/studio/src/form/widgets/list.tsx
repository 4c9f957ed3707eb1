'use client';

import { hintOf } from '@weft/step-kit';
import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { FieldView, type FieldViewProps } from '../field-view.tsx';
import { Fields } from '../fields.tsx';
import { useForm } from '../form-context.tsx';
import { elementOf, emptyValue, unwrap } from '../schema-walk.ts';

/** Any number of the same, in order. */
export function ListWidget({ spec, value, pointer, problem, onChange }: FieldViewProps & { readonly problem: string | undefined }) {
  const { readOnly } = useForm();
  const element = elementOf(spec.schema);
  const items: readonly unknown[] = Array.isArray(value) ? value : Array.isArray(spec.fallback) ? spec.fallback : [];
  if (element === undefined) return null;
  const replace = (index: number, item: unknown, at: string) =>
    onChange(
      items.map((old, i) => (i === index ? item : old)),
      at,
    );
  const move = (index: number, by: number) => {
    const next = [...items];
    next.splice(index + by, 0, ...next.splice(index, 1));
    onChange(next, pointer);
  };
  return (
    <fieldset className="flex min-w-0 flex-col gap-1.5" aria-label={spec.hint.title}>
      <div className="flex items-baseline gap-2">
        <legend className="float-left text-xs font-medium text-ink-2">{spec.hint.title}</legend>
        <span className="text-xs text-ink-3 tabular">{items.length === 0 ? '' : items.length}</span>
      </div>
      {spec.hint.description === '' ? null : <p className="text-xs text-ink-3">{spec.hint.description}</p>}
      {items.map((item, index) => (
        <section
          // biome-ignore lint/suspicious/noArrayIndexKey: items have no identity but their place
          key={index}
          aria-label={`${spec.hint.title} ${index + 1}`}
          className="group/item relative rounded-lg border bg-sunken p-2.5 pr-9"
        >
          <Item
            spec={spec}
            element={element}
            item={item}
            index={index}
            pointer={`${pointer}/${index}`}
            onChange={(next, at) => replace(index, next, at)}
          />
          {readOnly ? null : (
            <div className="absolute top-1.5 right-1.5 flex flex-col">
              <IconButton
                label={`Remove ${index + 1}`}
                size="small"
                onClick={() =>
                  onChange(
                    items.filter((_, i) => i !== index),
                    pointer,
                  )
                }
              >
                <Trash2 className="size-3.5" />
              </IconButton>
              {index === 0 ? null : (
                <IconButton
                  label={`Move ${index + 1} up`}
                  size="small"
                  className="hidden group-hover/item:flex"
                  onClick={() => move(index, -1)}
                >
                  <ArrowUp className="size-3.5" />
                </IconButton>
              )}
              {index === items.length - 1 ? null : (
                <IconButton
                  label={`Move ${index + 1} down`}
                  size="small"
                  className="hidden group-hover/item:flex"
                  onClick={() => move(index, 1)}
                >
                  <ArrowDown className="size-3.5" />
                </IconButton>
              )}
            </div>
          )}
        </section>
      ))}
      {problem === undefined ? null : (
        <p role="alert" className="text-xs text-bad">
          {problem}
        </p>
      )}
      {readOnly ? null : (
        <Button
          size="small"
          look="quiet"
          className="self-start"
          icon={<Plus className="size-3.5" />}
          aria-label={`Add to ${spec.hint.title}`}
          onClick={() => onChange([...items, emptyValue(element) ?? ''], pointer)}
        >
          Add
        </Button>
      )}
    </fieldset>
  );
}

interface ItemProps extends FieldViewProps {
  readonly element: NonNullable<ReturnType<typeof elementOf>>;
  readonly item: unknown;
  readonly index: number;
}

function Item({ spec, element, item, index, pointer, onChange }: Omit<ItemProps, 'value'>) {
  const { schema, optional, fallback } = unwrap(element);
  const isObject = schema.def.type === 'object' || schema.def.type === 'union';
  if (isObject) return <Fields schema={element} value={item} pointer={pointer} onChange={onChange} />;
  const hint = hintOf(element) ?? { title: `${spec.hint.title} ${index + 1}`, description: '', widget: 'text' as const };
  return <FieldView spec={{ key: String(index), hint, schema, optional, fallback }} value={item} pointer={pointer} onChange={onChange} />;
}
