import type { Plan, PlanJoin, PlanStep, RetryRule } from '@weft/process';
import type { ScopeRule, StepCapability } from '@weft/step-kit';
import type { CollectorRun, CompiledExpression, StepRun, WaitRun } from '@weft/step-kit/executor';
import { heldJoins } from './held-joins.ts';
import { stepOf, topologicalOrder, unknownStep } from './plan-order.ts';
import { regionKey, scopeRegions, whereabouts } from './scope-regions.ts';

/** A plan's steps with everything looked up that an execution would otherwise look up per document. */
export interface PlanGraph {
  readonly steps: readonly GraphStep[];
  readonly start: GraphStep;
  /** True where another attempt needs to know what became of some steps. */
  readonly keepsJournal: boolean;
}

/** What the journal keeps of a step: nothing, its results as long as they are small, or its begin and its end at any price. */
type Keeps = 'nothing' | 'result' | 'once';

export interface GraphStep {
  /** Its place in {@link PlanGraph.steps}. */
  readonly index: number;
  readonly id: string;
  readonly title: string;
  readonly role: PlanStep['role'];
  readonly inOrder: boolean;
  /** Steps of the role `step`, and for-each scopes, whose items it makes. */
  readonly run: StepRun | undefined;
  /** Collect steps only. */
  readonly collector: CollectorRun | undefined;
  /** Steps of the role `wait`. */
  readonly wait: WaitRun | undefined;
  readonly keeps: Keeps;
  readonly mayReply: boolean;
  readonly mayStore: boolean;
  readonly mayKeepFiles: boolean;
  readonly mayCall: boolean;
  readonly mayPark: boolean;
  readonly mayEnd: boolean;
  readonly ports: readonly GraphPort[];
  readonly portsById: ReadonlyMap<string, GraphPort>;
  /** The joins and collect steps whose branching begins here, those that others lead to first. */
  readonly forks: readonly GraphStep[];
  readonly join: PlanJoin | undefined;
  /** Joins that a document on its way into this step keeps waiting. */
  readonly holdsIn: ReadonlySet<string>;
  /** Join and collect steps only: joins that a document leaving this step keeps waiting. */
  readonly holdsOut: ReadonlySet<string>;
  readonly scope: ScopeRule | undefined;
  /** The regions of scopes it stands in. */
  readonly regions: ReadonlySet<string>;
  /** True where a scope may have to stop it. */
  readonly isGuarded: boolean;
  /** The region of the innermost for-each around it: each of its items has its own state of this step. */
  readonly laneKey: string | undefined;
  readonly retry: Retry | undefined;
}

/** A step's rule, with its condition compiled. */
export interface Retry {
  readonly rule: RetryRule;
  readonly when: CompiledExpression | undefined;
}

export interface GraphPort {
  readonly id: string;
  readonly links: readonly GraphLink[];
  /** Scopes only: joins whose branching begins when a document leaves by this port, because they stand behind it. */
  readonly forks: readonly GraphStep[];
  /** Where a path ends here inside a for-each: the region whose results it belongs to. */
  readonly resultsKey: string | undefined;
}

export interface GraphLink {
  readonly to: GraphStep;
  /** On links into a join: the name of the path. */
  readonly path: string;
  /** True where crossing this link lets go of a branching: the join cannot be reached from its end. */
  readonly narrows: boolean;
}

/** @throws WeftError `PROCESS_INVALID` where the plan has a cycle or a link to nowhere: such a plan was not made by compiling. */
export function makePlanGraph(plan: Plan, { runs, collectors, waits, retries }: Executors, capabilities: CapabilityLookup): PlanGraph {
  const order = topologicalOrder(plan);
  const held = heldJoins(plan, order);
  const hasWaits = waits.size > 0;
  const regions = scopeRegions(plan, order);
  const byId = new Map<string, MutableStep>();
  for (const [index, id] of order.entries()) {
    const step = stepOf(plan, id);
    const where = whereabouts(id, regions);
    byId.set(id, {
      index,
      id,
      title: step.title,
      role: step.role,
      inOrder: step.branch?.order === 'in-order',
      run: runs.get(id),
      collector: collectors.get(id),
      wait: waits.get(id),
      keeps: keptOf(step, hasWaits),
      mayReply: capabilities(id).includes('reply'),
      mayStore: capabilities(id).includes('store'),
      mayKeepFiles: capabilities(id).includes('temporary'),
      mayCall: capabilities(id).includes('call'),
      mayPark: capabilities(id).includes('park'),
      mayEnd: capabilities(id).includes('end'),
      ports: [],
      portsById: new Map(),
      forks: [],
      join: step.join,
      holdsIn: both(held.entering.get(id), where.regions),
      holdsOut: both(held.leaving.get(id), where.regions),
      scope: step.scope,
      regions: where.regions,
      isGuarded: where.isGuarded,
      laneKey: where.laneKey,
      retry: retries.get(id),
    });
  }
  const at = (id: string): MutableStep => byId.get(id) ?? unknownStep(id);
  for (const step of byId.values()) connect(step, stepOf(plan, step.id), at, whereabouts(step.id, regions).resultsKey);
  const steps = [...byId.values()];
  return { steps, start: at(plan.start), keepsJournal: hasWaits || steps.some(({ keeps }) => keeps !== 'nothing') };
}

/** Who waits for days does not want to call the same services again afterwards. */
function keptOf({ role, effect }: PlanStep, hasWaits: boolean): Keeps {
  if (role !== 'step' || effect === 'none') return 'nothing';
  if (effect === 'once') return 'once';
  return hasWaits ? 'result' : 'nothing';
}

/** What the step types bring, by step id. */
export interface Executors {
  readonly runs: ReadonlyMap<string, StepRun>;
  readonly collectors: ReadonlyMap<string, CollectorRun>;
  readonly waits: ReadonlyMap<string, WaitRun>;
  readonly retries: ReadonlyMap<string, Retry>;
}

type CapabilityLookup = (stepId: string) => readonly StepCapability[];
type MutableStep = { -readonly [K in keyof GraphStep]: GraphStep[K] };

function both(joins: ReadonlySet<string> | undefined, regions: ReadonlySet<string>): ReadonlySet<string> {
  return joins === undefined ? regions : new Set([...joins, ...regions]);
}

function connect(step: MutableStep, planned: PlanStep, at: (id: string) => MutableStep, resultsKey: string | undefined): void {
  const outgoing = new Set([...(step.join === undefined && step.role !== 'collect' ? step.holdsIn : step.holdsOut), ...planned.forks]);
  const forks = planned.forks.map(at).sort((a, b) => b.index - a.index);
  const behind = (port: string): GraphStep[] =>
    step.scope === undefined ? [] : forks.filter(({ regions }) => regions.has(regionKey(step.id, port)));
  const isEnd = Object.values(planned.outputs).every((links) => links.length === 0);
  step.ports = Object.entries(planned.outputs).map(([id, links]) => {
    const holds = step.scope === undefined ? outgoing : new Set([...outgoing, regionKey(step.id, id)]);
    return {
      id,
      links: links.map((link) => ({
        to: at(link.to),
        path: link.path ?? step.id,
        narrows: [...holds].some((key) => !at(link.to).holdsIn.has(key)),
      })),
      forks: behind(id),
      resultsKey: isEnd || (step.scope?.kind === 'each' && id === step.scope.ended && links.length === 0) ? resultsKey : undefined,
    };
  });
  const ofPorts = new Set(step.ports.flatMap((port) => port.forks));
  step.forks = forks.filter((join) => !ofPorts.has(join));
  step.portsById = new Map(step.ports.map((port) => [port.id, port]));
}
