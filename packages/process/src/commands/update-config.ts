import type { ProcessFile } from '../document/process-file.ts';
import type { Applied, CommandOf } from './command.ts';
import { stepAt, withStep } from './lookup.ts';

export function updateConfig(file: ProcessFile, { id, config, version }: CommandOf<'updateConfig'>): Applied {
  const step = stepAt(file, id);
  return {
    file: withStep(file, id, { ...step, config: structuredClone(config), version: version ?? step.version }),
    inverse: { kind: 'updateConfig', id, config: step.config, version: step.version },
    added: [],
  };
}
