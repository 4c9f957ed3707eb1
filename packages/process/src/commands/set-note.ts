import type { ProcessFile } from '../document/process-file.ts';
import type { Applied, CommandOf } from './command.ts';
import { stepAt, withStep } from './lookup.ts';

export function setNote(file: ProcessFile, { id, note }: CommandOf<'setNote'>): Applied {
  const { note: old, ...step } = stepAt(file, id);
  return {
    file: withStep(file, id, note === undefined ? step : { ...step, note }),
    inverse: { kind: 'setNote', id, ...(old === undefined ? {} : { note: old }) },
    added: [],
  };
}
