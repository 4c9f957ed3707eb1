import type { Document } from '@weft/document';
import type { StepContext } from '@weft/step-kit/executor';
import type { Branching } from './branching.ts';
import { DeliveryQueue } from './delivery-queue.ts';
import type { EmissionSource } from './emissions.ts';
import type { Guard } from './guard.ts';
import type { Inside } from './inside.ts';
import type { Lineage } from './lineage.ts';
import type { GraphLink, GraphPort, GraphStep } from './plan-graph.ts';
import type { Schedulable } from './scheduler.ts';

/** One step's part in one execution. Exists from the first document that comes near it. */
export interface StepState extends Schedulable {
  readonly step: GraphStep;
  /** The item of a for-each that it belongs to. */
  readonly lane: Lane | undefined;
  readonly queue: DeliveryQueue;
  /** Steps that wait until there is room in front of this one. */
  readonly waiters: Set<StepState>;
  /** What the step is working on; it takes the next document only after this one. */
  active: Active | undefined;
  context: StepContext | undefined;
  /** Join steps only: branchings of which every path has closed or whose time is up. */
  readonly due: Branching[];
  /** Joins that fire in order: their branchings, in the order in which they were opened. */
  readonly opened: Branching[];
  /** Collect steps only: branchings whose collector is open. */
  readonly collecting: Set<Branching> | undefined;
  /** Wait steps only: what is to be sent on of documents that wait or have waited. */
  readonly ready: Active[];
  /** Guard scopes only: those of which a phase has ended. */
  readonly guards: Guard[] | undefined;
  /** Steps inside guard scopes only: `context` with the signal of the scope it was last used in. */
  scopedContext: { readonly inside: Inside; readonly context: StepContext } | undefined;
}

/**
 * The states of the steps inside a for-each, for one item at a time: items run side by side although each step works on
 * one document at a time.
 */
export interface Lane {
  /** The region of its for-each. */
  readonly key: string;
  /** The lane that the for-each itself stands in. */
  readonly outer: Lane | undefined;
  /** By the index of the step. */
  readonly states: Array<StepState | undefined>;
}

/** A document being worked on. */
export interface Active {
  readonly document: Document;
  /** What its emissions inherit; one reference is its own. */
  lineage: Lineage | undefined;
  /** How many documents it has emitted: the index of the next one's id. */
  emitted: number;
  /** True while a promise decides how it goes on. */
  awaiting: boolean;
  /** Whether the scheduler waits for a promise of the step itself, or does not any more although it has not settled. */
  promise: 'none' | 'awaited' | 'forgone';
  /** Thrown away: a failure has ended the scope around it. */
  dropped: boolean;
  source: EmissionSource | undefined;
  /** Made, but there was no room for it yet. */
  held: Outgoing | undefined;
  /** In-order branches only: the number of the path that comes next. */
  nextPort: number;
  /** Called in place of noting that the step is through with the document, where it is not yet; also when it is dropped. */
  afterwards: (() => void) | undefined;
  /** For-each scopes only: the items under way. */
  items: Items | undefined;
}

/** The items of one document that passes a for-each. */
export interface Items {
  /** True for ports that what the step emits cannot go to. */
  isClosedTo(port: GraphPort): boolean;
  /** Begins with an item. False where it has to wait until another has ended. */
  send(item: Outgoing): boolean;
  /** No more items come: as soon as all have ended, their document is sent. */
  end(): void;
  /** True from then on. */
  readonly isOver: boolean;
}

/** A document and where it goes. */
export interface Outgoing {
  readonly document: Document;
  readonly links: readonly GraphLink[];
}

/** Steps that tell of each document when it arrives, not of the one that their results are children of. */
export function gathers({ role }: GraphStep): boolean {
  return role === 'join' || role === 'collect';
}

export function makeStepState(step: GraphStep, lane: Lane | undefined): StepState {
  return {
    step,
    lane,
    queue: new DeliveryQueue(),
    waiters: new Set(),
    active: undefined,
    context: undefined,
    scopedContext: undefined,
    // Every execution makes a state of each step it comes to: what few need is made for those.
    due: gathers(step) ? [] : nothing,
    opened: gathers(step) ? [] : nothing,
    collecting: step.role === 'collect' ? new Set() : undefined,
    guards: step.scope?.kind === 'guard' ? [] : undefined,
    ready: step.role === 'wait' ? [] : nothing,
    scheduled: false,
  };
}

const nothing = Object.freeze([]) as unknown as never[];

/** True where there is something for the step to begin with. */
export function hasWork({ queue, due, opened, ready, guards }: StepState): boolean {
  return queue.ready > 0 || due.length > 0 || opened[0]?.isReady === true || ready.length > 0 || (guards?.length ?? 0) > 0;
}

/** The step begins with a document. `lineage` is taken over with its reference. */
export function makeActive(document: Document, lineage: Lineage | undefined): Active {
  return {
    document,
    lineage,
    emitted: 0,
    awaiting: false,
    promise: 'none',
    dropped: false,
    source: undefined,
    held: undefined,
    nextPort: 0,
    afterwards: undefined,
    items: undefined,
  };
}
