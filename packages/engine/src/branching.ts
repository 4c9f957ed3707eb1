import type { Document, Properties } from '@weft/document';
import { Body, childDocument } from '@weft/document';
import type { Collector } from '@weft/step-kit/executor';
import { type Frame, frameFor, hold, type Lineage, narrow, release, within } from './lineage.ts';
import type { GraphStep } from './plan-graph.ts';

/** One passing of one document through a fork: what its join has got so far. */
export interface Branching extends Frame {
  readonly joinStep: GraphStep;
  /** The item of a for-each that it stands in, whose join fires for it. */
  readonly item: Frame | undefined;
  readonly forkDocument: Document;
  /** What the joined document inherits; one reference is the branching's own until it has fired or closed. */
  exit: Lineage | undefined;
  /** By path, in order of arrival. */
  readonly arrived: Map<string, Document[]>;
  /** True once it has given its one document: later ones end there. */
  fired: boolean;
  /** True when no live document can arrive any more. */
  isClosed: boolean;
  /** True when the join may fire for it, as soon as it is its turn. */
  isReady: boolean;
  timer: NodeJS.Timeout | undefined;
  /** Collect steps only: what gathers; opened when the first document arrives, or nothing came. */
  collector: Collector | undefined;
  /** True while the collector takes a document. */
  adding: boolean;
  /** When its time is up. Milliseconds since 1970; undefined where it has no limit. */
  deadline: number | undefined;
  /** True where the journal has it, or is about to. */
  isDeadlineNoted: boolean;
  /** True where an earlier attempt decided what it goes on with, which stands in `arrived`. */
  recalled: boolean;
}

/** Told by branchings of what happens outside a step's turn. */
export interface BranchingEvents {
  /** A document has passed the fork: the branching's place in the order, and its time limit, begin. */
  opened(branching: Branching): void;
  /** The branching wants its join to look at it: it has closed, or its time is up. */
  due(branching: Branching): void;
  /** The branching has closed: its time limit does not matter any more. */
  stopTimer(branching: Branching): void;
}

/**
 * Opens a branching for every join that begins at a step, or at a port of a scope, around all that `document` leads to.
 *
 * Takes over the reference on `lineage` and returns a lineage on which one reference is the caller's.
 */
export function openBranchings(
  { forks }: Pick<GraphStep, 'forks'>,
  document: Document,
  lineage: Lineage | undefined,
  events: BranchingEvents,
): Lineage | undefined {
  if (forks.length === 0) return lineage;
  let inside = lineage;
  // Later joins first: the exit of a join that leads to them already stands in their branching.
  for (const joinStep of forks) inside = within(openBranching(joinStep, document, inside, events), inside);
  hold(inside);
  release(lineage);
  return inside;
}

/** Opens the branching of one join. Nobody stands in it yet. */
export function openBranching(
  joinStep: GraphStep,
  forkDocument: Document,
  around: Lineage | undefined,
  events: BranchingEvents,
): Branching {
  const branching: Branching = {
    join: joinStep.id,
    joinStep,
    item: joinStep.laneKey === undefined ? undefined : frameFor(around, joinStep.laneKey),
    cells: 0,
    forkDocument,
    exit: hold(narrow(around, joinStep.holdsOut)),
    arrived: new Map(),
    fired: false,
    isClosed: false,
    isReady: false,
    timer: undefined,
    collector: undefined,
    adding: false,
    deadline: undefined,
    isDeadlineNoted: false,
    recalled: false,
    closed: () => {
      branching.isClosed = true;
      events.due(branching);
    },
  };
  events.opened(branching);
  return branching;
}

/** True where the join fires in the order in which documents passed its fork: in modes that wait for all paths. */
export function firesInOrder(joinStep: GraphStep): boolean {
  return joinStep.join?.mode === 'all' || joinStep.join?.mode === 'all-that-ran';
}

/** Notes that a document came by a path. */
export function arrive(branching: Branching, path: string, document: Document): void {
  const before = branching.arrived.get(path);
  if (before === undefined) branching.arrived.set(path, [document]);
  else before.push(document);
}

/**
 * The one document a join makes: `{path: value | list | null}`, the properties of the document that was forked, and those
 * of each path's first document under `path.property`.
 *
 * @param from The document it is a child of; its id is what names the result.
 * @returns a promise only where a body must be fetched first.
 */
export function joinedDocument(
  joinStep: GraphStep,
  from: Document,
  arrived: ReadonlyMap<string, readonly Document[]>,
  forkDocument: Document,
): Document | Promise<Document> {
  const paths = (joinStep.join?.paths ?? []).filter((path) => arrived.has(path) || joinStep.join?.mode !== 'all-that-ran');
  const values = paths.map((path) => valuesOf(arrived.get(path) ?? []));
  const finish = (resolved: readonly unknown[]): Document =>
    childDocument(from, joinStep.id, 0, {
      body: Body.fromValue(Object.fromEntries(paths.map((path, i) => [path, resolved[i]]))),
      properties: joinedProperties(paths, arrived, forkDocument.properties),
    });
  return values.some((value) => value instanceof Promise) ? Promise.all(values).then(finish) : finish(values);
}

function valuesOf(documents: readonly Document[]): unknown | Promise<unknown> {
  if (documents.length === 0) return null;
  const values = documents.map((document) => document.body.value());
  if (values.length === 1) return values[0];
  return values.some((value) => value instanceof Promise) ? Promise.all(values) : values;
}

function joinedProperties(paths: readonly string[], arrived: ReadonlyMap<string, readonly Document[]>, forked: Properties): Properties {
  const properties: Record<string, Properties[string]> = { ...forked };
  for (const path of paths) {
    const [first] = arrived.get(path) ?? [];
    for (const [name, value] of Object.entries(first?.properties ?? {})) properties[`${path}.${name}`] = value;
  }
  return properties;
}
