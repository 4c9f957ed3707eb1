import { compileExpression, compileTemplate, type Limits, type Scope } from '@weft/expression';
import type { ExecutionTrace, ProcessFile } from '@weft/process';
import type { Catalog } from '@weft/step-kit';
import type { FormScope } from '../form/form-context.tsx';
import { lastBody } from './last-body.ts';

/** What the expressions of one step can be tried on: the document that entered it last, and the names that the step adds. */
export interface Sample {
  /** Undefined where no execution has shown one yet. */
  readonly body: unknown;
  readonly names: Readonly<Record<string, unknown>>;
}

/** A preview must never hold up whoever types. */
const limits: Limits = { steps: 200_000, size: 1024 * 1024 };
/** In characters. */
const shownMax = 120;

const noNames: Readonly<Record<string, unknown>> = Object.create(null);

export function sampleOf(file: ProcessFile, stepId: string, catalog: Catalog, trace: ExecutionTrace | undefined): Sample {
  const body = lastBody(file, stepId, trace);
  const step = file.steps[stepId];
  const definition = step === undefined ? undefined : catalog.steps.get(step.type)?.definition;
  const config = definition?.config.safeParse(step?.config);
  if (definition?.names === undefined || config?.success !== true) return { body, names: noNames };
  return { body, names: definition.names(config.data, (source, names) => sampleValue(source, { body, names })) };
}

function sampleValue(source: string, sample: Sample): unknown {
  try {
    const expression = compileExpression(source, { limits });
    return expression.isSafe ? expression.evaluate(scopeOf(sample)) : undefined;
  } catch {
    return undefined;
  }
}

function scopeOf({ body, names }: Sample): Scope {
  return { body, names, properties: {}, execution: {} };
}

/** What a field gives for the sample, on one line; undefined where nothing can be said, as while it is being written. */
export function previewOn(sample: Sample): FormScope['preview'] {
  if (sample.body === undefined) return undefined;
  return (kind, source) => {
    if (source.trim() === '' || /\b(?:execution|properties|(?:param|query)_\w+|in(?:method|path|user))\b/.test(source)) return undefined;
    try {
      if (kind === 'template') {
        const template = compileTemplate(source, { limits });
        return template.isSafe && !template.isConstant ? shown(template.render(scopeOf(sample))) : undefined;
      }
      const expression = compileExpression(source, { limits });
      return expression.isSafe ? shown(expression.evaluate(scopeOf(sample))) : undefined;
    } catch {
      return undefined;
    }
  };
}

function shown(value: unknown): string {
  const text = value === undefined ? 'undefined' : (JSON.stringify(value) ?? '');
  return text.length > shownMax ? `${text.slice(0, shownMax - 1)}…` : text;
}
