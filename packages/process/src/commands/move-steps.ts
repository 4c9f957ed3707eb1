import type { ProcessFile, Step } from '../document/process-file.ts';
import type { Applied, CommandOf, Position } from './command.ts';
import { stepAt } from './lookup.ts';

export function moveSteps(file: ProcessFile, { positions }: CommandOf<'moveSteps'>): Applied {
  const before: Record<string, Position> = {};
  const moved: Record<string, Step> = {};
  for (const [id, position] of Object.entries(positions)) {
    const step = stepAt(file, id);
    before[id] = step.position;
    moved[id] = { ...step, position: { x: position.x, y: position.y } };
  }
  return { file: { ...file, steps: { ...file.steps, ...moved } }, inverse: { kind: 'moveSteps', positions: before }, added: [] };
}
