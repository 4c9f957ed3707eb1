'use client';

import { hintOf } from '@weft/step-kit';
import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import type * as z from 'zod';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Tip } from '../../ui/tip.tsx';
import { useForm } from '../form-context.tsx';
import { type FieldViewProps, NestedField, NestedFields } from '../nested-fields.tsx';
import { elementOf, emptyValue, type FieldSpec, fieldsOf, unwrap } from '../schema-walk.ts';

/** Any number of the same, in order. */
export function ListWidget({ spec, value, pointer, problem, onChange }: FieldViewProps & { readonly problem: string | undefined }) {
  const { readOnly } = useForm();
  const element = elementOf(spec.schema);
  const items: readonly unknown[] = Array.isArray(value) ? value : Array.isArray(spec.fallback) ? spec.fallback : [];
  if (element === undefined) return null;
  const columns = columnsOf(element);
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
      {columns === undefined || items.length === 0 ? null : <ColumnTitles columns={columns} />}
      {items.map((item, index) => (
        <section
          // biome-ignore lint/suspicious/noArrayIndexKey: items have no identity but their place
          key={index}
          aria-label={`${spec.hint.title} ${index + 1}`}
          className={columns === undefined ? 'group/item relative rounded-lg border bg-sunken p-2.5 pr-9' : 'group/item relative pr-7'}
        >
          <Item
            spec={spec}
            columns={columns}
            element={element}
            item={item}
            index={index}
            pointer={`${pointer}/${index}`}
            onChange={(next, at) => replace(index, next, at)}
          />
          {readOnly ? null : (
            <div className={columns === undefined ? 'absolute top-1.5 right-1.5 flex flex-col' : 'absolute top-1 right-0 flex flex-col'}>
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
              {index === 0 || columns !== undefined ? null : (
                <IconButton
                  label={`Move ${index + 1} up`}
                  size="small"
                  className="hidden group-hover/item:flex"
                  onClick={() => move(index, -1)}
                >
                  <ArrowUp className="size-3.5" />
                </IconButton>
              )}
              {index === items.length - 1 || columns !== undefined ? null : (
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

const shortWidgets = new Set(['text', 'expression', 'template', 'number', 'select']);

/** The fields of an item that fits into one row: two or three short ones. */
function columnsOf(element: z.ZodType | undefined): readonly FieldSpec[] | undefined {
  if (element === undefined || unwrap(element).schema.def.type !== 'object') return undefined;
  const specs = fieldsOf(element);
  const fits = specs.length === 2 && specs.every((spec) => shortWidgets.has(spec.hint.widget) && spec.hint.advanced !== true);
  return fits ? specs : undefined;
}

/** What stands over a list of rows: each title once, its explanation as a tip. */
function ColumnTitles({ columns }: { readonly columns: readonly FieldSpec[] }) {
  return (
    <div className="grid grid-cols-[2fr_3fr] gap-1.5 pr-7 text-xs text-ink-3" aria-hidden>
      {columns.map((spec) => (
        <Tip key={spec.key} text={spec.hint.description}>
          <span className="justify-self-start">{spec.hint.title}</span>
        </Tip>
      ))}
    </div>
  );
}

interface ItemProps {
  readonly spec: FieldSpec;
  readonly columns: readonly FieldSpec[] | undefined;
  readonly element: z.ZodType;
  readonly item: unknown;
  readonly index: number;
  readonly pointer: string;
  readonly onChange: (value: unknown, pointer: string) => void;
}

function Item({ spec, columns, element, item, index, pointer, onChange }: ItemProps) {
  const { schema, optional, fallback } = unwrap(element);
  if (columns !== undefined) {
    const values = typeof item === 'object' && item !== null ? (item as Record<string, unknown>) : {};
    return (
      <div className="grid grid-cols-[2fr_3fr] gap-1.5">
        {columns.map((column) => (
          <NestedField
            key={column.key}
            spec={column}
            inRow
            value={values[column.key]}
            pointer={`${pointer}/${column.key}`}
            onChange={(next, at) => onChange({ ...values, [column.key]: next }, at)}
          />
        ))}
      </div>
    );
  }
  const isObject = schema.def.type === 'object' || schema.def.type === 'union';
  if (isObject) return <NestedFields schema={element} value={item} pointer={pointer} onChange={onChange} />;
  const hint = hintOf(element) ?? { title: `${spec.hint.title} ${index + 1}`, description: '', widget: 'text' as const };
  return <NestedField spec={{ key: String(index), hint, schema, optional, fallback }} value={item} pointer={pointer} onChange={onChange} />;
}
