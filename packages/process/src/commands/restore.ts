import type { ProcessFile } from '../document/process-file.ts';
import type { Applied, Command, CommandOf } from './command.ts';
import { checkNewIds, checkRoom, refused } from './lookup.ts';

export function restore(file: ProcessFile, { steps, links }: CommandOf<'restore'>): Applied {
  const ids = Object.keys(steps);
  checkNewIds(file, ids);
  checkRoom(file, ids.length);
  // Ascending and distinct, so that each index is that of its link once all are back.
  const ascending = [...links].sort((a, b) => a.index - b.index);
  const restored = [...file.links];
  for (const [rank, { index, link }] of ascending.entries()) {
    if (!Number.isInteger(index) || index < 0 || index > restored.length || index === ascending[rank - 1]?.index)
      throw refused(`A link cannot be put back at place ${index}.`);
    restored.splice(index, 0, link);
  }
  return { file: { ...file, steps: { ...file.steps, ...steps }, links: restored }, inverse: takenOut(ids, ascending), added: ids };
}

/** Links that touch none of the steps would survive removing the steps: they are taken out first. */
function takenOut(ids: readonly string[], links: CommandOf<'restore'>['links']): Command {
  const gone = new Set(ids);
  const others = links.filter(({ link }) => !gone.has(link.from.step) && !gone.has(link.to)).map(({ index }) => index);
  const removeLinks: Command = { kind: 'removeLinks', links: others };
  const removeSteps: Command = { kind: 'removeSteps', ids };
  if (others.length === 0) return removeSteps;
  return ids.length === 0 ? removeLinks : { kind: 'composite', commands: [removeLinks, removeSteps] };
}
