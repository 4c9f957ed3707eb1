import type { Catalog } from '@weft/step-kit';
import type { ProcessFile, Step } from '../document/process-file.ts';
import type { CommandOf } from './command.ts';
import { checkNewIds, checkRoom, refused } from './lookup.ts';
import { newStepId } from './new-step-id.ts';

type Wish = Pick<CommandOf<'addStep'>, 'type' | 'id' | 'position' | 'title' | 'config'>;

/** A new step as its type wants it to begin. @throws WeftError `REQUEST_INVALID` for an unknown type or an id that is taken. */
export function freshStep(file: ProcessFile, wish: Wish, catalog: Catalog): { readonly id: string; readonly step: Step } {
  const definition = catalog.steps.get(wish.type)?.definition;
  if (definition === undefined) throw refused(`This Weft has no step type "${wish.type}".`);
  const id = wish.id ?? newStepId(file, wish.type);
  checkNewIds(file, [id]);
  checkRoom(file, 1);
  const { position = { x: 0, y: 0 }, title } = wish;
  const step: Step = {
    type: wish.type,
    version: definition.version,
    ...(title === undefined ? {} : { title }),
    config: structuredClone<Record<string, unknown>>(wish.config ?? definition.initial),
    position: { x: position.x, y: position.y },
  };
  return { id, step };
}
