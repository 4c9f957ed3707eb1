import { WeftError } from '@weft/errors';
import type { AnyStepDefinition, Catalog } from '@weft/step-kit';
import type { ProcessFile } from '../document/process-file.ts';
import type { ProcessIssue } from '../validate/issue.ts';
import { validateView } from '../validate/validate-process.ts';
import { effectOf } from './calls-out.ts';
import { canonicalHash } from './canonical-hash.ts';
import { flowShapeOf } from './flow-shape.ts';
import { pathName } from './path-name.ts';
import type { Plan, PlanLink, PlanStep } from './plan.ts';
import { type ProcessView, type ViewedLink, type ViewedStep, viewProcess } from './process-view.ts';

/** A step of which validation has proven that its type is known and its config valid. */
interface SoundStep {
  readonly viewed: ViewedStep;
  readonly definition: AnyStepDefinition;
  readonly config: Record<string, unknown>;
}

/**
 * The immutable plan that the engine runs. Steps that no document can reach are left out. Equal meaning gives an equal hash,
 * wherever the boxes stand and whatever they are called.
 *
 * @throws WeftError `PROCESS_INVALID`; its `problems` are the {@link ProcessIssue}s of severity `error`.
 */
export function compileProcess(file: ProcessFile, catalog: Catalog): Plan {
  const view = viewProcess(file, catalog);
  const errors = validateView(view).filter(({ severity }) => severity === 'error');
  if (errors.length > 0 || view.start === undefined) throw invalid(errors);

  const links = view.links.filter(({ from }) => view.reachable.has(from.step));
  const sound = soundSteps(view);
  const incoming = Map.groupBy(links, ({ to }) => to);
  const { forkOf, sinceOf } = flowShapeOf(view);
  const gathered = Map.groupBy([...forkOf, ...sinceOf], ([, begin]) => begin);
  const steps = Object.fromEntries(
    [...sound].map(([id, step]) => {
      const planned: PlanStep = {
        ...plannedStep(step, sound),
        forks: (gathered.get(id) ?? []).map(([gatherer]) => gatherer),
        ...branchOf(step),
        ...joinOf(step, incoming.get(id) ?? [], forkOf.get(id)),
        ...collectOf(sinceOf.get(id)),
        ...scopeOf(step),
        ...retryOf(step),
      };
      return [id, planned];
    }),
  );
  const redact = file.settings?.redact ?? [];
  const plan = { start: view.start.id, steps, ...(redact.length === 0 ? {} : { redact }) };
  return { hash: meaningOf(plan), ...plan };
}

function soundSteps({ steps, reachable }: ProcessView): ReadonlyMap<string, SoundStep> {
  const sound = new Map<string, SoundStep>();
  for (const viewed of steps.values()) {
    const { definition, config } = viewed;
    if (!reachable.has(viewed.id) || definition === undefined || !config?.valid) continue;
    sound.set(viewed.id, { viewed, definition, config: config.value });
  }
  return sound;
}

function plannedStep({ viewed, definition, config }: SoundStep, sound: ReadonlyMap<string, SoundStep>): Omit<PlanStep, 'forks'> {
  const outputs = (viewed.ports ?? []).map((port) => {
    const links = viewed.outgoing.filter(({ from }) => from.port === port.id);
    return [port.id, links.map((link) => plannedLink(link, sound))] as const;
  });
  const { id, title } = viewed;
  const { type, role } = definition;
  const effect = effectOf(definition, config);
  return { id, type, title, role, effect, config, outputs: Object.fromEntries(outputs) };
}

function plannedLink(link: ViewedLink, sound: ReadonlyMap<string, SoundStep>): PlanLink {
  return sound.get(link.to)?.definition.role === 'join' ? { to: link.to, path: pathName(link) } : { to: link.to };
}

function branchOf({ definition, config }: SoundStep): Pick<PlanStep, 'branch'> {
  if (definition.role !== 'branch') return {};
  return { branch: definition.branch?.(config) ?? { order: 'parallel' } };
}

function joinOf({ definition, config }: SoundStep, links: readonly ViewedLink[], fork: string | undefined): Pick<PlanStep, 'join'> {
  if (definition.role !== 'join' || fork === undefined) return {};
  return { join: { ...(definition.join?.(config) ?? { mode: 'all' }), fork, paths: links.map(pathName) } };
}

function collectOf(since: string | undefined): Pick<PlanStep, 'collect'> {
  return since === undefined ? {} : { collect: { since } };
}

function scopeOf({ definition, config }: SoundStep): Pick<PlanStep, 'scope'> {
  const scope = definition.role === 'scope' ? definition.scope?.(config) : undefined;
  return scope === undefined ? {} : { scope };
}

function retryOf({ viewed: { step } }: SoundStep): Pick<PlanStep, 'retry'> {
  return step.retry === undefined ? {} : { retry: step.retry };
}

/** What is not there adds nothing, so that what a step may have besides does not change the hash of those that have not. */
function meaningOf({ start, steps, redact }: Omit<Plan, 'hash'>): string {
  const meaning = Object.entries(steps).map(([id, { type, config, outputs, branch, join, collect, scope, retry }]) => [
    id,
    { type, config, outputs, branch, join, ...given({ collect, scope, retry }) },
  ]);
  return canonicalHash({ start, steps: Object.fromEntries(meaning), ...given({ redact }) });
}

function given(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

function invalid(errors: readonly ProcessIssue[]): WeftError {
  const [first] = errors;
  const more = errors.length > 1 ? ` There ${errors.length === 2 ? 'is 1 more problem' : `are ${errors.length - 1} more problems`}.` : '';
  return new WeftError('PROCESS_INVALID', `${first?.message ?? 'The process has no start.'}${more}`, {
    problems: errors,
    place: {
      ...(first?.stepId === undefined ? {} : { stepId: first.stepId }),
      ...(first?.pointer === undefined ? {} : { pointer: first.pointer }),
    },
  });
}
