import type { Link, ProcessFile, Step } from '../document/process-file.ts';
import type { Applied, CommandOf, Fragment, Position } from './command.ts';
import { checkNewIds, checkRoom } from './lookup.ts';
import { newStepId } from './new-step-id.ts';

export function pasteSteps(file: ProcessFile, { fragment, offset }: CommandOf<'pasteSteps'>): Applied {
  const newIds = new Map<string, string>();
  let growing = file;
  for (const [id, step] of Object.entries(fragment.steps)) {
    const newId = newStepId(growing, id.replace(/-\d+$/, ''));
    newIds.set(id, newId);
    growing = { ...growing, steps: { ...growing.steps, [newId]: shifted(step, offset) } };
  }
  const added = [...newIds.values()];
  checkNewIds(file, added);
  checkRoom(file, added.length);
  const links = fragment.links.flatMap((link) => relinked(link, newIds));
  return { file: { ...growing, links: [...file.links, ...links] }, inverse: { kind: 'removeSteps', ids: added }, added };
}

/** The steps with these ids and the links among them: what copying puts on the clipboard. Ids that do not exist are left out. */
export function fragmentOf(file: ProcessFile, ids: readonly string[]): Fragment {
  const wanted = new Set(ids);
  return structuredClone({
    steps: Object.fromEntries(Object.entries(file.steps).filter(([id]) => wanted.has(id))),
    links: file.links.filter(({ from, to }) => wanted.has(from.step) && wanted.has(to)),
  });
}

function shifted(step: Step, offset: Position): Step {
  const { x, y } = step.position;
  return { ...structuredClone(step), position: { x: x + offset.x, y: y + offset.y } };
}

/** None where an end of the link is not part of the fragment. */
function relinked(link: Link, newIds: ReadonlyMap<string, string>): Link[] {
  const from = newIds.get(link.from.step);
  const to = newIds.get(link.to);
  return from === undefined || to === undefined ? [] : [{ ...link, from: { ...link.from, step: from }, to }];
}
