import { WeftError } from '@weft/errors';
import { checkExpression, checkTemplate } from '@weft/expression';
import { compileProcess, type Plan, type ProcessFile, type ProcessIssue, validateProcess } from '@weft/process';
import type { ManagementServices } from '../services.ts';

type Services = Pick<ManagementServices, 'database' | 'catalog'>;

/** Everything wrong or odd about a process, its expressions and its connections included. */
export async function checkProcess({ database, catalog }: Services, file: ProcessFile): Promise<ProcessIssue[]> {
  return validateProcess(file, catalog, {
    connections: await database.connections.list(),
    checkExpression: (source, kind) => (kind === 'expression' ? checkExpression(source) : checkTemplate(source))?.message,
  });
}

/** The plan of a process in which nothing is wrong. @throws WeftError `PROCESS_INVALID` with `problems`. */
export async function planOf(services: Services, file: ProcessFile): Promise<Plan> {
  const errors = (await checkProcess(services, file)).filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first === undefined) return compileProcess(file, services.catalog);
  const more = errors.length === 1 ? '' : ` There ${errors.length === 2 ? 'is 1 more problem' : `are ${errors.length - 1} more problems`}.`;
  throw new WeftError('PROCESS_INVALID', `${first.message}${more}`, {
    problems: errors,
    place: {
      ...(first.stepId === undefined ? {} : { stepId: first.stepId }),
      ...(first.pointer === undefined ? {} : { pointer: first.pointer }),
    },
  });
}
