'use client';

import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Choice } from '../ui/choice.tsx';
import { cx } from '../ui/class-names.ts';
import { Segments } from '../ui/segments.tsx';
import { FieldView } from './field-view.tsx';
import { useForm } from './form-context.tsx';
import { type FieldsProps, NestedContext, type Values } from './nested-fields.tsx';
import { emptyValue, type FieldSpec, fieldsOf, humanize, type Variants, variantsOf } from './schema-walk.ts';

const nested = { Fields, FieldView };

/** As {@link AnyFields}, and the widgets inside know how to show fields of their own. */
export function Fields(props: FieldsProps) {
  return (
    <NestedContext value={nested}>
      <AnyFields {...props} />
    </NestedContext>
  );
}

/** The fields of an object, or the choice between the variants of a discriminated union and the fields of the chosen one. */
function AnyFields({ schema, value, pointer, onChange, choiceLabel }: FieldsProps) {
  const variants = variantsOf(schema);
  const values = isValues(value) ? value : {};
  if (variants === undefined) return <ObjectFields specs={fieldsOf(schema)} values={values} pointer={pointer} onChange={onChange} />;
  const chosen = variants.options.find((option) => option.value === values[variants.discriminator]);
  return (
    <div className="flex flex-col gap-3">
      <VariantChoice
        label={choiceLabel ?? humanize(variants.discriminator)}
        variants={variants}
        values={values}
        pointer={pointer}
        onChange={onChange}
      />
      {chosen === undefined ? null : <ObjectFields specs={fieldsOf(chosen.schema)} values={values} pointer={pointer} onChange={onChange} />}
    </div>
  );
}

interface VariantChoiceProps {
  readonly label: string;
  readonly variants: Variants;
  readonly values: Values;
  readonly pointer: string;
  readonly onChange: FieldsProps['onChange'];
}

/** So many variants lie side by side without being cut; more open as a list. */
const inSightMax = 4;

function VariantChoice({ label, variants, values, pointer, onChange }: VariantChoiceProps) {
  const { discriminator, options } = variants;
  const choose = (next: string) => {
    const option = options.find(({ value }) => value === next);
    if (option === undefined) return;
    // What both variants have is kept; a choice and back loses nothing that was typed in common fields.
    const fresh = emptyValue(option.schema) as Record<string, unknown>;
    const kept = Object.entries(values).filter(([key]) => key in fresh && key !== discriminator);
    onChange({ ...fresh, ...Object.fromEntries(kept), [discriminator]: next }, `${pointer}/${discriminator}`);
  };
  const value = String(values[discriminator] ?? '');
  const titled = options.map((option) => ({ value: option.value, label: option.title }));
  if (options.length > inSightMax) return <Choice label={label} value={value} options={titled} onChange={choose} />;
  return <Segments label={label} value={value} options={titled} onChange={choose} className="w-full" />;
}

interface ObjectFieldsProps {
  readonly specs: readonly FieldSpec[];
  readonly values: Values;
  readonly pointer: string;
  readonly onChange: FieldsProps['onChange'];
}

function ObjectFields({ specs, values, pointer, onChange }: ObjectFieldsProps) {
  const { problemAt } = useForm();
  const [more, setMore] = useState(false);
  const plain = specs.filter((spec) => spec.hint.advanced !== true);
  const advanced = specs.filter((spec) => spec.hint.advanced === true);
  const troubled = advanced.some((spec) => problemAt(`${pointer}/${spec.key}`) !== undefined);
  const open = more || troubled;
  const row = (spec: FieldSpec) => (
    <FieldView
      key={spec.key}
      spec={spec}
      value={values[spec.key]}
      pointer={`${pointer}/${escapePointer(spec.key)}`}
      onChange={(next, at) => onChange(withMember(values, spec.key, next), at)}
    />
  );
  return (
    <div className="flex flex-col gap-3.5">
      {plain.map(row)}
      {advanced.length === 0 ? null : (
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setMore(!more)}
          className="flex h-7 items-center gap-1 self-start rounded-md text-xs font-medium text-ink-2 hover:text-ink"
        >
          <ChevronRight className={cx('size-3.5 transition-transform duration-100', open && 'rotate-90')} aria-hidden />
          More settings
        </button>
      )}
      {open ? advanced.map(row) : null}
    </div>
  );
}

function withMember(values: Values, key: string, value: unknown): Values {
  if (value !== undefined) return { ...values, [key]: value };
  const { [key]: _gone, ...rest } = values;
  return rest;
}

function isValues(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A member name as a part of a JSON Pointer (RFC 6901 §3). */
function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
