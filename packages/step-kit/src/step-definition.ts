import type * as z from 'zod';

/** The groups of the palette, in the order it shows them. */
export const categories = ['start', 'connectors', 'shape', 'flow', 'result'] as const;
export type Category = (typeof categories)[number];

/**
 * What the engine does around a step:
 * `start` gets the document that starts an execution and passes it on; `step` runs its executor once per document;
 * `branch` copies each document to every port as one branching; `join` waits for the paths of a branching;
 * `scope` encloses what one of its ports leads to; `collect` makes one document of all that descend from one point;
 * `wait` holds a document until a time has come or somebody calls back, without holding a worker.
 */
export const roles = ['start', 'step', 'branch', 'join', 'scope', 'collect', 'wait'] as const;
export type Role = (typeof roles)[number];

/**
 * What happens when a step runs twice for one document: `none` touches nothing outside, `idempotent` may be repeated,
 * `once` must not be (the engine journals before and after).
 */
export type Effect = 'none' | 'idempotent' | 'once';

/** Extra members of the step context, given only to those that name them. */
export type StepCapability = 'reply' | 'end' | 'sandbox' | 'call' | 'park' | 'store' | 'temporary';

export interface Port {
  readonly id: string;
  readonly title: string;
}

/** `all`: when every path has closed · `first`: at the first document · `each`: per document · `all-that-ran`: as `all`, leaving out paths without documents. */
export type JoinMode = 'all' | 'first' | 'each' | 'all-that-ran';

export interface JoinRule {
  readonly mode: JoinMode;
  /** Fires with what has arrived when this has passed since the branching began. */
  readonly timeLimitMs?: number;
}

export interface BranchRule {
  readonly order: 'parallel' | 'in-order';
}

/**
 * What a scope does. The inside is every step that its port `inside` leads to and none of its other ports does: where the
 * ways of two ports meet, the scope has ended.
 *
 * `guard`: the first failure inside stops what else goes on there and sends the document that came in to the port `failed`,
 * with `error_code`, `error_message`, `error_status`, `error_step` and `error_document` among its properties; `ended` gets
 * it when everything behind both has ended. A port that nothing is linked to does nothing: an unlinked `failed` passes the
 * failure on, once `ended` is through.
 * `each`: what the executor emits goes to `inside`, at most `concurrency` at once, each in a lane of its own. An item that
 * fails fails the scope around; where there is a port `failed`, it goes there (with the same properties) and the others go
 * on. When all have ended, `ended` gets one document with the properties `items` and `items_failed`: the list of what
 * the paths inside ended with where `results` says so, in order of the items unless `ordered` is false.
 */
export type ScopeRule =
  | { readonly kind: 'guard'; readonly inside: string; readonly failed: string; readonly ended: string }
  | {
      readonly kind: 'each';
      readonly inside: string;
      readonly failed?: string;
      readonly ended: string;
      readonly concurrency: number;
      readonly ordered: boolean;
      readonly results: 'list' | 'none';
    };

/** A `collect` step gathers what descends from each document that passed one step further up. */
export interface CollectRule {
  /** The id of that step; the nearest one on every way here that `splits` where it is not given, else the start. */
  readonly since?: string;
}

/** When a start step wants its process to be started by the clock; written to the schedules by publishing. */
export interface ScheduleSpec {
  /** Five fields, to the minute: minute, hour, day of month, month, day of week. */
  readonly cron: string;
  /** An IANA name such as `Europe/Berlin`: the clock that the fields are read by, daylight saving included. */
  readonly timeZone: string;
  /** What becomes of times that passed while nothing ran: left out, made up for by one execution, or by one for each (100 at most). */
  readonly missed: 'skip' | 'once' | 'all';
  /** Whether an execution may begin while the one before still goes on; a time at which it may not is left out. */
  readonly overlap: 'allow' | 'skip';
}

/** An address that a start step asks for; written to the route table by publishing. */
export interface RouteSpec {
  readonly protocol: 'rest';
  readonly methods: readonly string[];
  /** Without a leading slash; `{name}` stands for one segment. Served under `/ws/rest/`. */
  readonly path: string;
  /** How long the caller waits before a 202. */
  readonly timeoutMs: number;
  readonly bodyBytesMax: number;
  readonly authentication: 'none' | 'api-key' | 'basic';
  readonly mode: 'general' | 'bridge' | 'low-latency';
  /** A call is accepted by a row in the database before it is queued: a queue that fails delays it and never refuses it. */
  readonly inbox?: boolean;
  /** A call without `Idempotency-Key` is refused. */
  readonly requiresKey?: boolean;
}

/** The value of an expression on a sample, which sees these names too; undefined where it cannot be told. */
export type SampleEvaluate = (expression: string, names: Readonly<Record<string, unknown>>) => unknown;

/** All that the world outside a step's folder knows about a step type. Nothing else may branch on `type`. */
export interface StepDefinition<C extends z.ZodType = z.ZodType> {
  /** Equals the folder's name, for ever. */
  readonly type: string;
  /** Of the config. Raising it needs an entry in `upgrades`. */
  readonly version: number;
  readonly title: string;
  /** One sentence for the palette. */
  readonly summary: string;
  readonly category: Category;
  /** Words to find it by in the palette, names in other products among them. */
  readonly keywords?: readonly string[];
  readonly role: Role;
  /** Where it depends on what the step is told to do, a pure function of a valid config. */
  readonly effect: Effect | ((config: z.output<C>) => Effect);
  readonly config: C;
  /** The config of a step fresh from the palette; need not be valid yet. */
  readonly initial: z.input<C> | Record<string, unknown>;
  /** A pure function of a valid config. Port ids are unique. An end of a path has none. */
  readonly ports: (config: z.output<C>) => readonly Port[];
  /** One line on the card that says what the step does with this configuration. */
  readonly describe?: (config: z.output<C>) => string;
  /** `start` only: the addresses that start the process. */
  readonly routes?: (config: z.output<C>) => readonly RouteSpec[];
  /** `join` only. */
  readonly join?: (config: z.output<C>) => JoinRule;
  /** `branch` only. */
  readonly branch?: (config: z.output<C>) => BranchRule;
  /** `start` only. */
  readonly schedule?: (config: z.output<C>) => ScheduleSpec | undefined;
  /** `scope` only. */
  readonly scope?: (config: z.output<C>) => ScopeRule;
  /** `collect` only. */
  readonly collect?: (config: z.output<C>) => CollectRule;
  /** `step` only: with this config it makes many documents of one, which a `collect` step may gather again. */
  readonly splits?: (config: z.output<C>) => boolean;
  /** Names that its expressions see beside those that all see, with values from a sample, for whoever writes them. Pure. */
  readonly names?: (config: z.output<C>, evaluate: SampleEvaluate) => Readonly<Record<string, unknown>>;
  readonly capabilities?: readonly StepCapability[];
  /** `upgrades[n]` turns a config of version n + 1 into one of version n + 2. Pure. */
  readonly upgrades?: ReadonlyArray<(config: Record<string, unknown>) => Record<string, unknown>>;
}

/** A definition whose config type is not known here. */
// biome-ignore lint/suspicious/noExplicitAny: config functions are contravariant, and only `parse` output reaches them
export type AnyStepDefinition = StepDefinition<any>;

/** Declares a step type; types the rest of the definition by its config. */
export function defineStep<C extends z.ZodType>(definition: StepDefinition<C>): StepDefinition<C> {
  return definition;
}
