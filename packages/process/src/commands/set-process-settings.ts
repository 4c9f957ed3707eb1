import type { ProcessFile } from '../document/process-file.ts';
import type { Applied, CommandOf } from './command.ts';

export function setProcessSettings(file: ProcessFile, { settings }: CommandOf<'setProcessSettings'>): Applied {
  const { settings: old, ...rest } = file;
  return {
    file: { ...rest, ...(settings === undefined ? {} : { settings }) },
    inverse: { kind: 'setProcessSettings', ...(old === undefined ? {} : { settings: old }) },
    added: [],
  };
}
