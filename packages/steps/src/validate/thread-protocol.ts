import type { Report } from './finding.ts';
import type { SchemaFile } from './xsd.ts';

export type Schema =
  | { readonly language: 'json-schema'; readonly schema: string; readonly formats: boolean }
  | { readonly language: 'xsd'; readonly schema: string; readonly files: readonly SchemaFile[] };

export interface Question {
  /** Of the schema; the thread keeps what it compiled under it. */
  readonly key: number;
  /** Only where the thread said that it does not know the key. */
  readonly schema?: Schema;
  readonly bytes: Uint8Array;
  readonly charset: string | undefined;
  readonly most: number;
}

export type Answer =
  /** Everything is loaded. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'report'; readonly report: Report }
  | { readonly kind: 'schema-wanted' }
  | { readonly kind: 'schema-fault'; readonly message: string }
  | { readonly kind: 'failed'; readonly detail: string };
