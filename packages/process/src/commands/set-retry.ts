import type { ProcessFile } from '../document/process-file.ts';
import type { Applied, CommandOf } from './command.ts';
import { stepAt, withStep } from './lookup.ts';

export function setRetry(file: ProcessFile, { id, retry }: CommandOf<'setRetry'>): Applied {
  const { retry: old, ...step } = stepAt(file, id);
  return {
    file: withStep(file, id, retry === undefined ? step : { ...step, retry }),
    inverse: { kind: 'setRetry', id, ...(old === undefined ? {} : { retry: old }) },
    added: [],
  };
}
