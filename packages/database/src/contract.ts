import type { ExecutionError, ExecutionStatus, ExecutionTrace, Plan, ProcessFile, TraceEvent, Trigger } from '@weft/process';
import type { RouteSpec, ScheduleSpec } from '@weft/step-kit';
import type { ApiTokens, EndpointKeys, People, Sessions, Workers } from './access-contract.ts';
import type { Backup } from './backup-contract.ts';
import type {
  IdempotencyKeys,
  Inbox,
  Journals,
  ParkedDocuments,
  ResultDeliveries,
  Schedules,
  SharedValues,
  Waits,
} from './durability-contract.ts';
import type { Retention } from './retention-contract.ts';

/** All that is stored. Every method takes and returns domain types; Prisma and SQL stay inside this package. Times are Dates. */
export interface Database {
  readonly processes: Processes;
  readonly versions: Versions;
  readonly endpoints: Endpoints;
  readonly gateways: Gateways;
  readonly executions: Executions;
  readonly live: Live;
  readonly connections: Connections;
  readonly audit: Audit;
  readonly people: People;
  readonly sessions: Sessions;
  readonly tokens: ApiTokens;
  readonly endpointKeys: EndpointKeys;
  readonly workers: Workers;
  readonly schedules: Schedules;
  readonly journals: Journals;
  readonly waits: Waits;
  readonly inbox: Inbox;
  readonly idempotency: IdempotencyKeys;
  readonly results: ResultDeliveries;
  readonly parked: ParkedDocuments;
  readonly shared: SharedValues;
  readonly retention: Retention;
  readonly backup: Backup;
  /** True when a trivial query works. */
  healthy(): Promise<boolean>;
  close(): Promise<void>;
}

export const productionEnvironment = 'production';

export interface ProcessSummary {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly revision: number;
  readonly updatedAt: Date;
  /** Live in `production`. */
  readonly live:
    | { readonly versionId: string; readonly number: number; readonly publishedAt: Date; readonly routes: readonly Endpoint[] }
    | undefined;
  /** True where the draft's meaning differs from the live version (or there is none). */
  readonly changed: boolean;
}

export interface ProcessDetail extends ProcessSummary {
  readonly draft: ProcessFile;
}

export interface Processes {
  list(): Promise<ProcessSummary[]>;
  /** undefined where it does not exist or was deleted. */
  get(id: string): Promise<ProcessDetail | undefined>;
  create(file: ProcessFile, by: string, id?: string): Promise<ProcessDetail>;
  /** @throws WeftError `CONFLICT` where `revision` is not the stored one, `NOT_FOUND`. Returns the new revision. */
  saveDraft(
    id: string,
    file: ProcessFile,
    revision: number,
    draftHash: string | undefined,
  ): Promise<{ readonly revision: number; readonly updatedAt: Date }>;
  /** Its routes go with it; versions and executions stay for the record. */
  delete(id: string, by: string): Promise<void>;
}

export interface Version {
  readonly id: string;
  readonly processId: string;
  /** 1, 2, 3 … per process; undefined for a draft that was only tried. */
  readonly number: number | undefined;
  readonly file: ProcessFile;
  readonly plan: Plan;
  readonly publishedAt: Date;
  readonly publishedBy: string;
  readonly note: string;
}

export interface Publication {
  readonly processId: string;
  readonly file: ProcessFile;
  readonly plan: Plan;
  readonly routes: readonly RouteSpec[];
  /** When the clock starts it; never where they are not given. */
  readonly schedules?: readonly ScheduleSpec[];
  readonly by: string;
  readonly note: string;
}

export interface LiveVersion {
  readonly processName: string;
  /** undefined where the process is not published. */
  readonly versionId: string | undefined;
}

export interface Versions {
  get(versionId: string): Promise<Version | undefined>;
  /** What a call of the process runs; undefined where there is no such process, or it was deleted. */
  live(processId: string, environmentId: string): Promise<LiveVersion | undefined>;
  /** Newest first, tried drafts left out. */
  list(processId: string): Promise<Version[]>;
  /** One transaction: insert the version, claim its routes in `production` (replacing the process's own), raise the route revision, notify gateways, audit. @throws WeftError `ROUTE_TAKEN` naming the process that has it. */
  publish(publication: Publication): Promise<{ readonly version: Version; readonly routeRevision: number }>;
  /** Points the process's routes at an older version again. */
  rollBack(
    versionId: string,
    routes: readonly RouteSpec[],
    by: string,
    schedules?: readonly ScheduleSpec[],
  ): Promise<{ readonly routeRevision: number }>;
  /** Takes the process off its endpoints; versions stay. */
  unpublish(processId: string, by: string): Promise<{ readonly routeRevision: number }>;
  /** A version that is only tried: not listed, no routes. The same plan hash is stored once per process. */
  insertTried(processId: string, file: ProcessFile, plan: Plan, by: string): Promise<Version>;
}

export interface Endpoint extends RouteSpec {
  readonly id: string;
  readonly environmentId: string;
  readonly processId: string;
  readonly processName: string;
  readonly versionId: string;
}

export interface Endpoints {
  /** A consistent reading: these routes are the whole table at this revision. */
  all(environmentId: string): Promise<{ readonly revision: number; readonly endpoints: Endpoint[] }>;
  /** Calls `changed` after each publish, after each change of an endpoint key, and after a lost connection came back. */
  watch(changed: () => void): Promise<AsyncDisposable>;
}

export interface GatewayInstance {
  readonly id: string;
  readonly environmentId: string;
  /** `http://host:port` of its internal API. */
  readonly internalUrl: string;
  readonly servedRevision: number;
}

export interface Gateways {
  /** Repeated every 5 s and after each reload of routes; notifies waiting publishers. */
  report(instance: GatewayInstance): Promise<void>;
  leave(id: string): Promise<void>;
  /** Reported within the last 15 s. */
  live(environmentId: string): Promise<GatewayInstance[]>;
  /** Calls `changed` when a gateway serves another revision, comes or leaves (and after a lost connection came back). */
  watch(changed: () => void): Promise<AsyncDisposable>;
}

export interface ExecutionSummary {
  readonly id: string;
  readonly environmentId: string;
  readonly processId: string;
  readonly processName: string;
  readonly versionId: string;
  readonly versionNumber: number | undefined;
  readonly status: ExecutionStatus;
  readonly trigger: Trigger;
  readonly mode: 'general' | 'bridge' | 'low-latency';
  readonly attempt: number;
  readonly acceptedAt: Date;
  readonly startedAt: Date | undefined;
  readonly finishedAt: Date | undefined;
  readonly error: ExecutionError | undefined;
  /** The execution that called this one. */
  readonly parentId: string | undefined;
}

export interface ExecutionDetail extends ExecutionSummary {
  readonly trace: ExecutionTrace;
  readonly properties: Readonly<Record<string, string>>;
}

/** A write of an execution's record. Later writes of the same or a higher attempt replace earlier ones; lower attempts are ignored, and so is anything after an end. */
export interface ExecutionRecord {
  readonly id: string;
  readonly environmentId: string;
  readonly processId: string;
  readonly versionId: string;
  readonly trigger: Trigger;
  readonly mode: 'general' | 'bridge' | 'low-latency';
  readonly acceptedAt: Date;
  readonly properties: Readonly<Record<string, string>>;
  readonly attempt: number;
  readonly trace: ExecutionTrace;
  /** The execution that called this one. */
  readonly parentId?: string | undefined;
}

export interface ExecutionFilter {
  readonly processId?: string;
  readonly status?: ExecutionStatus;
  readonly trigger?: Trigger;
  /** Those that it called. */
  readonly parentId?: string;
  readonly from?: Date;
  readonly to?: Date;
  /** At most 200. */
  readonly limit: number;
  /** The `next` of the page before. */
  readonly after?: string;
}

export interface Executions {
  /** One multi-row statement, whatever the number. */
  record(records: readonly ExecutionRecord[]): Promise<void>;
  /** Newest first. */
  list(filter: ExecutionFilter): Promise<{ readonly executions: ExecutionSummary[]; readonly next: string | undefined }>;
  get(id: string): Promise<ExecutionDetail | undefined>;
  /** The same without what makes it large: for whoever looks often. */
  summary(id: string): Promise<ExecutionSummary | undefined>;
  /** Executions that this one called and waited for, and that have not ended: once it has ended itself, nobody goes on with them. */
  leftBehind(parentId: string): Promise<string[]>;
  /** Tells the worker that runs it. */
  requestCancel(id: string, by: string): Promise<void>;
  /** Also gives those requested within the last hour whose execution has not ended: on beginning, and after a lost connection came back. */
  watchCancels(cancel: (executionId: string) => void): Promise<AsyncDisposable>;
  /** For a worker that takes an execution up: whether somebody wanted it cancelled while it was queued. */
  isCancelRequested(id: string): Promise<boolean>;
  /** Calls `changed` (at most every 200 ms) when rows were written. */
  watchList(changed: () => void): Promise<AsyncDisposable>;
}

/**
 * Live watching costs nothing while nobody watches: a watcher registers its interest in an execution or a process, workers
 * keep the set in memory, and push events only for what is in it. A worker that hears of an interest in an execution that
 * already runs sends its trace so far first. Events over 8,000 bytes (the limit of NOTIFY) are sent in parts.
 */
export interface Live {
  /** The studio's side. `subject` is an execution id. `receive` gets the trace so far (where a worker has it), then each event. */
  watch(executionId: string, receive: (message: LiveMessage) => void): Promise<AsyncDisposable>;
  /** The worker's side. What `traceSoFar` gives holds every event that was published of that execution: watchers replace what they have by it. */
  publisher(traceSoFar: (executionId: string) => ExecutionTrace | undefined): Promise<LivePublisher>;
}

export type LiveMessage =
  | { readonly kind: 'trace'; readonly trace: ExecutionTrace }
  | { readonly kind: 'events'; readonly events: readonly TraceEvent[] };

export interface LivePublisher extends AsyncDisposable {
  isWatched(executionId: string): boolean;
  publish(executionId: string, events: readonly TraceEvent[]): void;
}

export interface ConnectionSummary {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** Without secrets. */
  readonly config: Readonly<Record<string, unknown>>;
  /** The names of the secrets that are set. */
  readonly secretsSet: readonly string[];
  readonly updatedAt: Date;
  /** Changes with every save: open clients of an older one are replaced. */
  readonly revision: number;
}

/** What the worker reads. `secrets` is one sealed text (see @weft/secrets), opened by whoever has the key. */
export interface SealedConnection extends ConnectionSummary {
  readonly sealedSecrets: string;
}

export interface Connections {
  list(): Promise<ConnectionSummary[]>;
  get(id: string): Promise<SealedConnection | undefined>;
  save(
    connection: {
      readonly id?: string;
      readonly name: string;
      readonly type: string;
      readonly config: Record<string, unknown>;
      readonly sealedSecrets: string;
      readonly secretsSet: readonly string[];
    },
    by: string,
  ): Promise<ConnectionSummary>;
  /** Puts the same secrets in, sealed anew; false where they were changed meanwhile. Nothing else changes, and nobody opens a client again. */
  reseal(id: string, before: string, after: string): Promise<boolean>;
  /** @throws WeftError `CONFLICT` where a live version uses it, naming the processes. */
  delete(id: string, by: string): Promise<void>;
}

export interface AuditEntry {
  readonly at: Date;
  readonly by: string;
  readonly action: string;
  readonly subject: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface Audit {
  add(entry: Omit<AuditEntry, 'at'>): Promise<void>;
  list(limit: number, before?: Date): Promise<AuditEntry[]>;
}
