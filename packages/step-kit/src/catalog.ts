import type { AnyConnectionDefinition } from './connection-definition.ts';
import type { AnyStepDefinition } from './step-definition.ts';

/** A runnable example of a step type: documentation, test and "insert example" at once. */
export interface StepExample {
  readonly title: string;
  readonly config: Record<string, unknown>;
  /** The document that enters. `body` is a value, or text where `contentType` is no JSON. */
  readonly given: {
    readonly body?: unknown;
    readonly contentType?: string;
    readonly properties?: Record<string, string | number | boolean | null>;
  };
  /** What it emits, in order; `error` instead where it must fail. */
  readonly expect:
    | {
        readonly emissions: ReadonlyArray<{
          readonly port: string;
          readonly body?: unknown;
          readonly text?: string;
          readonly contentType?: string;
          readonly properties?: Record<string, unknown>;
        }>;
      }
    | { readonly error: string };
  /** Execution properties (`param_id`, `query_q`, …). */
  readonly execution?: Record<string, string>;
}

export interface CatalogEntry {
  readonly definition: AnyStepDefinition;
  /** `<svg>` with `currentColor`, 24 × 24. */
  readonly icon: string;
  /** Markdown. */
  readonly docs: string;
  readonly examples: readonly StepExample[];
}

/** The step types and connection types of this Weft, by type. */
export interface Catalog {
  readonly steps: ReadonlyMap<string, CatalogEntry>;
  readonly connections: ReadonlyMap<string, AnyConnectionDefinition>;
}

export function makeCatalog(entries: readonly CatalogEntry[], connections: readonly AnyConnectionDefinition[] = []): Catalog {
  return {
    steps: new Map(entries.map((entry) => [entry.definition.type, entry])),
    connections: new Map(connections.map((connection) => [connection.type, connection])),
  };
}
