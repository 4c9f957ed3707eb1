import { WeftError } from '@weft/errors';
import { checkExpression, checkTemplate } from '@weft/expression';
import { compileProcess, type Plan, type ProcessFile, type ProcessIssue, validateProcess } from '@weft/process';
import type { ManagementServices } from '../services.ts';

type Services = Pick<ManagementServices, 'database' | 'catalog'>;

/** Everything wrong or odd about a process, its expressions, its connections and the processes it calls included. */
export async function checkProcess({ database, catalog }: Services, file: ProcessFile, processId?: string): Promise<ProcessIssue[]> {
  const [connections, processes] = await Promise.all([database.connections.list(), database.processes.list()]);
  return validateProcess(file, catalog, {
    connections,
    processes: processes.map(({ id, name, live }) => ({ id, name, isLive: live !== undefined })),
    ...(processId === undefined ? {} : { processId }),
    checkExpression: (source, kind) => (kind === 'expression' ? checkExpression(source) : checkTemplate(source))?.message,
  });
}

/** The plan of a process in which nothing is wrong. @throws WeftError `PROCESS_INVALID` with `problems`. */
export async function planOf(services: Services, file: ProcessFile, processId: string): Promise<Plan> {
  const errors = (await checkProcess(services, file, processId)).filter(({ severity }) => severity === 'error');
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
