import type { AnyStepImplementation } from '../../executor/step.ts';
import type { AnyStepDefinition, Role } from '../../step-definition.ts';
import type { Rule } from '../rule.ts';

type ExecutorKind = 'prepare' | 'prepareCollector' | 'prepareWait';

/** How each role is executed; what the engine does by itself has no executor. A scope has one where it says what goes inside. */
const executors: Readonly<Record<Role, { readonly kind?: ExecutorKind; readonly needed: boolean }>> = {
  start: { needed: false },
  branch: { needed: false },
  join: { needed: false },
  scope: { kind: 'prepare', needed: false },
  step: { kind: 'prepare', needed: true },
  collect: { kind: 'prepareCollector', needed: true },
  wait: { kind: 'prepareWait', needed: true },
};

/** The functions that belong to one role, and whether that role can do without. */
const members = [
  { member: 'routes', role: 'start', needed: false },
  { member: 'schedule', role: 'start', needed: false },
  { member: 'join', role: 'join', needed: true },
  { member: 'branch', role: 'branch', needed: true },
  { member: 'scope', role: 'scope', needed: true },
  { member: 'collect', role: 'collect', needed: true },
  { member: 'splits', role: 'step', needed: false },
] as const;

/** Definition and executor belong together, and the definition says what its role asks of it. */
export const halvesFit: Rule = {
  name: 'it has what its role asks for, and nothing of another role',
  check: ({ entry: { definition }, implementation }) => [...memberProblems(definition), ...executorProblems(definition, implementation)],
};

function memberProblems(definition: AnyStepDefinition): string[] {
  const problems: string[] = [];
  for (const { member, role, needed } of members) {
    if (definition[member] !== undefined && definition.role !== role) problems.push(`"${member}" is for the role ${role} only.`);
    if (needed && definition[member] === undefined && definition.role === role) problems.push(`A ${role} needs the function "${member}".`);
  }
  return problems;
}

function executorProblems(definition: AnyStepDefinition, implementation: AnyStepImplementation | undefined): string[] {
  const { kind, needed } = executors[definition.role];
  if (implementation === undefined) return needed ? [`A ${definition.role} needs an executor.`] : [];
  if (kind === undefined) return [`The engine itself does what a ${definition.role} does; remove the executor.`];
  if (!(kind in implementation)) return [`The executor of a ${definition.role} has "${kind}".`];
  return implementation.definition === definition ? [] : ['The executor was written for another definition.'];
}
