import type { Body } from './body.ts';

/** What a document property may hold: small, flat, serializable. */
export type PropertyValue = string | number | boolean | null;
export type Properties = Readonly<Record<string, PropertyValue>>;

/**
 * One piece of data that flows. Immutable: a step that changes it makes another one.
 *
 * `id` is deterministic: `root` for the document that starts an execution, then `parent/step.index`, so that a second
 * attempt names the same documents and the journal can recognise them.
 */
export interface Document {
  readonly id: string;
  readonly body: Body;
  readonly properties: Properties;
}

export function createDocument(id: string, body: Body, properties: Properties = {}): Document {
  return { id, body, properties };
}

/** The document that `stepId` makes from `parent` as its emission number `index` (0-based). What is not given is inherited. */
export function childDocument(
  parent: Document,
  stepId: string,
  index: number,
  change: { readonly body?: Body; readonly properties?: Properties },
): Document {
  return {
    id: `${parent.id}/${stepId}.${index}`,
    body: change.body ?? parent.body,
    properties: change.properties ?? parent.properties,
  };
}
