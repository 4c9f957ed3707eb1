import type { ProcessFile } from '../document/process-file.ts';
import type { Applied, CommandOf } from './command.ts';

export function setProcessDetails(file: ProcessFile, { name, description }: CommandOf<'setProcessDetails'>): Applied {
  const { description: old, ...rest } = file;
  return {
    file: { ...rest, name, ...(description === undefined ? {} : { description }) },
    inverse: { kind: 'setProcessDetails', name: file.name, ...(old === undefined ? {} : { description: old }) },
    added: [],
  };
}
