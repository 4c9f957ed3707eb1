import type { Plan, PlanJoin, PlanStep } from '@weft/process';
import type { StepCapability } from '@weft/step-kit';
import type { CollectorRun, StepRun, WaitRun } from '@weft/step-kit/executor';
import { heldJoins } from './held-joins.ts';
import { stepOf, topologicalOrder, unknownStep } from './plan-order.ts';

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
  /** Only steps of the role `step` have one. */
  readonly run: StepRun | undefined;
  /** Collect steps only. */
  readonly collector: CollectorRun | undefined;
  /** Steps of the role `wait`. */
  readonly wait: WaitRun | undefined;
  readonly keeps: Keeps;
  readonly mayReply: boolean;
  readonly mayStore: boolean;
  readonly mayCall: boolean;
  readonly mayPark: boolean;
  readonly ports: readonly GraphPort[];
  readonly portsById: ReadonlyMap<string, GraphPort>;
  /** The joins and collect steps whose branching begins here, those that others lead to first. */
  readonly forks: readonly GraphStep[];
  readonly join: PlanJoin | undefined;
  /** Joins that a document on its way into this step keeps waiting. */
  readonly holdsIn: ReadonlySet<string>;
  /** Join and collect steps only: joins that a document leaving this step keeps waiting. */
  readonly holdsOut: ReadonlySet<string>;
}

export interface GraphPort {
  readonly id: string;
  readonly links: readonly GraphLink[];
}

export interface GraphLink {
  readonly to: GraphStep;
  /** On links into a join: the name of the path. */
  readonly path: string;
  /** True where crossing this link lets go of a branching: the join cannot be reached from its end. */
  readonly narrows: boolean;
}

/** @throws WeftError `PROCESS_INVALID` where the plan has a cycle or a link to nowhere: such a plan was not made by compiling. */
export function makePlanGraph(plan: Plan, { runs, collectors, waits }: Executors, capabilities: CapabilityLookup): PlanGraph {
  const order = topologicalOrder(plan);
  const held = heldJoins(plan, order);
  const hasWaits = waits.size > 0;
  const byId = new Map<string, MutableStep>();
  for (const [index, id] of order.entries()) {
    const step = stepOf(plan, id);
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
      mayCall: capabilities(id).includes('call'),
      mayPark: capabilities(id).includes('park'),
      ports: [],
      portsById: new Map(),
      forks: [],
      join: step.join,
      holdsIn: held.entering.get(id) ?? none,
      holdsOut: held.leaving.get(id) ?? none,
    });
  }
  const at = (id: string): MutableStep => byId.get(id) ?? unknownStep(id);
  for (const step of byId.values()) connect(step, stepOf(plan, step.id), at);
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
}

type CapabilityLookup = (stepId: string) => readonly StepCapability[];
type MutableStep = { -readonly [K in keyof GraphStep]: GraphStep[K] };

const none: ReadonlySet<string> = new Set();

function connect(step: MutableStep, planned: PlanStep, at: (id: string) => MutableStep): void {
  const outgoing = new Set([...(step.join === undefined && step.role !== 'collect' ? step.holdsIn : step.holdsOut), ...planned.forks]);
  step.forks = planned.forks.map(at).sort((a, b) => b.index - a.index);
  step.ports = Object.entries(planned.outputs).map(([id, links]) => ({
    id,
    links: links.map((link) => ({
      to: at(link.to),
      path: link.path ?? step.id,
      narrows: [...outgoing].some((join) => !at(link.to).holdsIn.has(join)),
    })),
  }));
  step.portsById = new Map(step.ports.map((port) => [port.id, port]));
}
