import type * as z from 'zod';

/** A configured way to reach one system: what the form, the storage and the redaction know of it. Browser-safe. */
export interface ConnectionDefinition<C extends z.ZodObject = z.ZodObject> {
  /** Equals the connector's folder name. */
  readonly type: string;
  readonly title: string;
  readonly summary: string;
  /** Fields made with `field.secret` are encrypted at rest and never leave the server. */
  readonly config: C;
  readonly initial: Record<string, unknown>;
  /** One line for lists, without secrets: `orders@db.example.com/erp`. */
  readonly describe?: (config: z.output<C>) => string;
}

// biome-ignore lint/suspicious/noExplicitAny: as AnyStepDefinition
export type AnyConnectionDefinition = ConnectionDefinition<any>;

export function defineConnection<C extends z.ZodObject>(definition: ConnectionDefinition<C>): ConnectionDefinition<C> {
  return definition;
}
