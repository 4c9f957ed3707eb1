import type * as z from 'zod';

/** The groups of the palette, in the order it shows them. */
export const categories = ['start', 'connectors', 'shape', 'flow', 'result'] as const;
export type Category = (typeof categories)[number];

/**
 * What the engine does around a step:
 * `start` gets the document that starts an execution and passes it on; `step` runs its executor once per document;
 * `branch` copies each document to every port as one branching; `join` waits for the paths of a branching.
 */
export type Role = 'start' | 'step' | 'branch' | 'join';

/**
 * What happens when a step runs twice for one document: `none` touches nothing outside, `idempotent` may be repeated,
 * `once` must not be (the engine journals before and after).
 */
export type Effect = 'none' | 'idempotent' | 'once';

/** Extra members of the step context, given only to those that name them. */
export type StepCapability = 'reply' | 'sandbox';

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
}

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
  readonly effect: Effect;
  readonly config: C;
  /** The config of a step fresh from the palette; need not be valid yet. */
  readonly initial: z.input<C> | Record<string, unknown>;
  /** A pure function of a valid config. Port ids are unique. An end of a path has none. */
  readonly ports: (config: z.output<C>) => readonly Port[];
  /** One line on the card that says what the step does with this configuration. */
  readonly describe?: (config: z.output<C>) => string;
  /** `start` only. */
  readonly route?: (config: z.output<C>) => RouteSpec | undefined;
  /** `join` only. */
  readonly join?: (config: z.output<C>) => JoinRule;
  /** `branch` only. */
  readonly branch?: (config: z.output<C>) => BranchRule;
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
