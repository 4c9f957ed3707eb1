import type { Document } from '@weft/document';
import { toWeftError, type WeftError } from '@weft/errors';
import { compileExpression, compileTemplate, type ExpressionOptions, type Scope } from '@weft/expression';
import type { ExecutionInfo, StepTools } from './step.ts';

/**
 * The tools that compile expressions and templates for a step that is being prepared.
 *
 * What they make reads the body only where the source does; it returns a promise only where the body must be fetched
 * first or `options.sandbox` must be asked. Errors name the field by its pointer.
 */
export function compileTools(options: ExpressionOptions = {}): Pick<StepTools, 'expression' | 'template'> {
  return {
    expression(source, pointer) {
      const expression = placed(pointer, () => compileExpression(source, options));
      return evaluator(pointer, expression.readsBody, (scope) => expression.evaluate(scope));
    },
    template(source, pointer) {
      const template = placed(pointer, () => compileTemplate(source, options));
      if (template.isConstant) {
        const text = template.render(nothing);
        return () => text;
      }
      return evaluator(pointer, template.readsBody, (scope) => template.render(scope));
    },
  };
}

const nothing: Scope = { body: null, properties: {}, execution: {} };

function evaluator<V>(
  pointer: string,
  readsBody: boolean,
  evaluate: (scope: Scope) => V | Promise<V>,
): (document: Document, execution: ExecutionInfo, names?: Scope['names']) => V | Promise<V> {
  return (document, execution, names) => {
    const run = (): V | Promise<V> => {
      const value = placed(pointer, () => evaluate(new DocumentScope(document, execution, names)));
      return value instanceof Promise ? value.catch((thrown: unknown) => Promise.reject(at(pointer, thrown))) : value;
    };
    // Fetching the value keeps it in the body, where the scope then finds it.
    if (readsBody && document.body.isStreamed) return Promise.resolve(document.body.value()).then(run);
    return run();
  };
}

/**
 * What an expression sees of a document. The body is a getter: an expression that does not touch it does not have it parsed.
 * A class, because one is made for every evaluation, and an object literal with a getter costs many times as much.
 */
class DocumentScope implements Scope {
  readonly #document: Document;
  readonly execution: Scope['execution'];
  readonly names: Readonly<Record<string, unknown>>;

  constructor(document: Document, execution: ExecutionInfo, names: Readonly<Record<string, unknown>> = none) {
    this.#document = document;
    this.execution = execution.properties;
    this.names = names;
  }

  get body(): unknown {
    return this.#document.body.value();
  }

  get properties(): Scope['properties'] {
    return this.#document.properties;
  }
}

const none: Readonly<Record<string, unknown>> = Object.create(null);

function placed<V>(pointer: string, make: () => V): V {
  try {
    return make();
  } catch (thrown) {
    throw at(pointer, thrown);
  }
}

function at(pointer: string, thrown: unknown): WeftError {
  return toWeftError(thrown).at({ pointer });
}
