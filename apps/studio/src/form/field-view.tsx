'use client';

import type { Widget } from '@weft/step-kit';
import type { ComponentType } from 'react';
import { FieldRow } from '../ui/field-row.tsx';
import { useForm } from './form-context.tsx';
import type { FieldViewProps } from './nested-fields.tsx';
import type { WidgetProps } from './widget.ts';
import { ChoiceWidget } from './widgets/choice.tsx';
import { CodeWidget } from './widgets/code.tsx';
import { ConnectionWidget } from './widgets/connection.tsx';
import { ExpressionWidget } from './widgets/expression.tsx';
import { GroupWidget } from './widgets/group.tsx';
import { ListWidget } from './widgets/list.tsx';
import { MultilineWidget } from './widgets/multiline.tsx';
import { NumberWidget } from './widgets/number.tsx';
import { ProcessWidget } from './widgets/process.tsx';
import { SecretWidget } from './widgets/secret.tsx';
import { SelectWidget } from './widgets/select.tsx';
import { TemplateWidget } from './widgets/template.tsx';
import { TextWidget } from './widgets/text.tsx';
import { ToggleWidget } from './widgets/toggle.tsx';

const widgets: Record<Exclude<Widget, 'list' | 'group' | 'choice'>, ComponentType<WidgetProps>> = {
  text: TextWidget,
  multiline: MultilineWidget,
  number: NumberWidget,
  toggle: ToggleWidget,
  select: SelectWidget,
  expression: ExpressionWidget,
  template: TemplateWidget,
  code: CodeWidget,
  connection: ConnectionWidget,
  process: ProcessWidget,
  secret: SecretWidget,
};

/** One field: its label, the widget its hint asks for, and what is wrong with it. */
export function FieldView({ spec, value, pointer, onChange, inRow = false }: FieldViewProps) {
  const form = useForm();
  const { hint } = spec;
  const problem = form.problemAt(pointer);
  if (hint.widget === 'list') return <ListWidget spec={spec} value={value} pointer={pointer} problem={problem} onChange={onChange} />;
  if (hint.widget === 'group') return <GroupWidget spec={spec} value={value} pointer={pointer} problem={problem} onChange={onChange} />;
  if (hint.widget === 'choice') return <ChoiceWidget spec={spec} value={value} pointer={pointer} problem={problem} onChange={onChange} />;
  const Control = widgets[hint.widget];
  const id = `${form.id}${pointer}`;
  const control = (
    <Control
      id={id}
      spec={spec}
      value={value ?? spec.fallback}
      pointer={pointer}
      invalid={problem !== undefined}
      readOnly={form.readOnly}
      onChange={(next) => onChange(next, pointer)}
    />
  );
  if (inRow) {
    return (
      <div className="min-w-0">
        <label htmlFor={id} className="sr-only">
          {hint.title}
        </label>
        {control}
        {problem === undefined ? null : (
          <p role="alert" className="mt-0.5 text-xs text-bad">
            {problem}
          </p>
        )}
      </div>
    );
  }
  if (hint.widget === 'toggle') {
    return (
      <FieldRow htmlFor={id} label={hint.title} description={hint.description} problem={problem} end={control}>
        {null}
      </FieldRow>
    );
  }
  return (
    <FieldRow
      htmlFor={id}
      label={hint.title}
      description={hint.description}
      problem={problem}
      optional={spec.optional && spec.fallback === undefined}
    >
      {control}
    </FieldRow>
  );
}
