import type { ProcessFile } from '../document/process-file.ts';
import type { Applied, CommandOf } from './command.ts';
import { stepAt, withStep } from './lookup.ts';

export function renameStep(file: ProcessFile, { id, title }: CommandOf<'renameStep'>): Applied {
  const { title: old, ...step } = stepAt(file, id);
  return {
    file: withStep(file, id, title === undefined ? step : { ...step, title }),
    inverse: { kind: 'renameStep', id, ...(old === undefined ? {} : { title: old }) },
    added: [],
  };
}
