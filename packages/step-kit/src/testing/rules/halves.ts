import type { AnyStepDefinition } from '../../step-definition.ts';
import type { Rule } from '../rule.ts';

/** Definition and executor belong together, and the definition says what its role asks of it. */
export const halvesFit: Rule = {
  name: 'it has what its role asks for, and nothing of another role',
  check: ({ entry: { definition }, implementation }) => {
    const problems = roleProblems(definition);
    if (definition.role === 'step' && implementation === undefined) return [...problems, 'A step needs an executor.'];
    if (definition.role !== 'step' && implementation !== undefined)
      return [...problems, `The engine itself does what a ${definition.role} does; remove the executor.`];
    if (implementation !== undefined && implementation.definition !== definition)
      return [...problems, 'The executor was written for another definition.'];
    return problems;
  },
};

function roleProblems(definition: AnyStepDefinition): string[] {
  const problems: string[] = [];
  const owners = { route: 'start', join: 'join', branch: 'branch' } as const;
  for (const member of ['route', 'join', 'branch'] as const) {
    if (definition[member] !== undefined && definition.role !== owners[member])
      problems.push(`"${member}" is for the role ${owners[member]} only.`);
  }
  if (definition.role === 'join' && definition.join === undefined) problems.push('A join needs the function "join".');
  if (definition.role === 'branch' && definition.branch === undefined) problems.push('A branch needs the function "branch".');
  return problems;
}
