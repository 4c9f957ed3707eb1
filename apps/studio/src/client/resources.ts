import type { ExecutionError, ExecutionStatus, ExecutionTrace, ProcessFile } from '@weft/process';
import type { RouteSpec, ScheduleSpec } from '@weft/step-kit';

// The answers of the management API as they arrive: times are RFC 3339 text, what is not there is null.

export interface EndpointResource extends RouteSpec {
  readonly id: string;
  readonly environmentId: string;
  readonly processId: string;
  readonly processName: string;
  readonly versionId: string;
  /** Where callers reach it on the gateway. */
  readonly url: string;
}

export interface ScheduleResource extends ScheduleSpec {
  readonly id: string;
  readonly processId: string;
  readonly processName: string;
  readonly versionId: string;
  /** The rhythm as people say it, with its time zone. */
  readonly words: string;
  readonly paused: boolean;
  /** null where it is paused or never comes again. */
  readonly nextAt: string | null;
  readonly lastAt: string | null;
  readonly lastExecutionId: string | null;
  /** The execution it started last has not ended. */
  readonly goesOn: boolean;
}

interface LiveVersion {
  readonly versionId: string;
  readonly number: number;
  readonly publishedAt: string;
  readonly routes: readonly EndpointResource[];
}

export interface ProcessResource {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly revision: number;
  readonly updatedAt: string;
  readonly live: LiveVersion | null;
  /** True where the draft means something else than what is live. */
  readonly changed: boolean;
}

export interface ProcessDetailResource extends ProcessResource {
  readonly draft: ProcessFile;
}

export interface VersionResource {
  readonly id: string;
  readonly processId: string;
  readonly number: number | null;
  readonly publishedAt: string;
  readonly publishedBy: string;
  readonly note: string;
  readonly live: boolean;
}

export interface VersionDetailResource extends VersionResource {
  readonly file: ProcessFile;
}

interface GatewaysServing {
  readonly serving: readonly string[];
  readonly notServing: readonly string[];
}

export interface PublicationResource {
  readonly version: VersionResource;
  readonly routes: ReadonlyArray<RouteSpec & { readonly url: string }>;
  readonly gateways: GatewaysServing;
}

export type Trigger = 'http' | 'api' | 'try' | 'schedule' | 'process' | 'resume';

export interface ExecutionResource {
  readonly id: string;
  readonly processId: string;
  readonly processName: string;
  readonly versionId: string;
  /** null where a draft was tried. */
  readonly versionNumber: number | null;
  readonly status: ExecutionStatus;
  readonly trigger: Trigger;
  readonly mode: 'general' | 'bridge' | 'low-latency';
  readonly attempt: number;
  readonly acceptedAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly error: ExecutionError | null;
  /** The execution that called this one. */
  readonly parentId: string | null;
}

export interface ExecutionDetailResource extends ExecutionResource {
  readonly trace: ExecutionTrace;
  readonly properties: Readonly<Record<string, string>>;
}

export interface ExecutionPage {
  readonly executions: readonly ExecutionResource[];
  /** Give it as `after` for the next page. */
  readonly next: string | null;
}

export interface ParkedSummaryResource {
  readonly id: string;
  /** `outcome-unknown`: a worker died in the middle of a step, and nobody knows whether it took effect. */
  readonly kind: 'parked' | 'outcome-unknown';
  readonly processId: string;
  readonly processName: string;
  readonly versionId: string;
  readonly executionId: string;
  readonly stepId: string;
  readonly stepTitle: string;
  readonly reason: string;
  readonly error: ExecutionError | null;
  readonly parkedAt: string;
  /** null while it waits for somebody. */
  readonly resolution: {
    readonly kind: 'resumed' | 'discarded';
    readonly at: string;
    readonly by: string;
    readonly executionId: string | null;
  } | null;
}

export interface ParkedDocumentResource extends ParkedSummaryResource {
  readonly document: {
    readonly contentType: string;
    readonly size: number | null;
    readonly body: { readonly text: string } | { readonly base64: string } | null;
    readonly truncated: boolean;
    readonly properties: Readonly<Record<string, string | number | boolean | null>>;
  };
  /** Of the execution. */
  readonly properties: Readonly<Record<string, string>>;
  readonly port: string | null;
  readonly ports: ReadonlyArray<{ readonly id: string; readonly title: string }>;
}

export interface ParkedPage {
  readonly documents: readonly ParkedSummaryResource[];
  readonly next: string | null;
}

export interface ConnectionResource {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly secretsSet: readonly string[];
  readonly updatedAt: string;
  readonly revision: number;
}

export interface ConnectionTest {
  readonly ok: boolean;
  readonly message: string;
  readonly code?: string;
}

export const roles = ['viewer', 'editor', 'operator', 'admin'] as const;
export type Role = (typeof roles)[number];

export interface MeResource {
  readonly kind: 'person' | 'token';
  readonly id: string;
  readonly name: string;
  readonly email?: string;
  readonly role: Role;
}

export interface PersonResource {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly createdAt: string;
}

export interface TokenResource {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
}

export interface EndpointKeyResource {
  readonly id: string;
  readonly name: string;
  readonly processId: string | null;
  readonly createdAt: string;
  readonly createdBy: string;
}

export interface AuditResource {
  readonly at: string;
  readonly by: string;
  readonly action: string;
  readonly subject: string;
  readonly detail: Readonly<Record<string, unknown>>;
}
