import type { Catalog } from '@weft/step-kit';
import type { ProcessFile } from '../document/process-file.ts';
import type { Applied, CommandOf } from './command.ts';
import { freshStep } from './fresh-step.ts';
import { withStep } from './lookup.ts';

export function addStep(file: ProcessFile, command: CommandOf<'addStep'>, catalog: Catalog): Applied {
  const { id, step } = freshStep(file, command, catalog);
  return { file: withStep(file, id, step), inverse: { kind: 'removeSteps', ids: [id] }, added: [id] };
}
