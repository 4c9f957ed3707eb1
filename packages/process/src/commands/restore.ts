import type { ProcessFile } from '../document/process-file.ts';
import type { Applied, Command, CommandOf } from './command.ts';
import { checkNewIds } from './lookup.ts';

export function restore(file: ProcessFile, { steps, links }: CommandOf<'restore'>): Applied {
  const ids = Object.keys(steps);
  checkNewIds(file, ids);
  const restored = [...file.links];
  // Ascending: each index is that of the link once all are back.
  const ascending = [...links].sort((a, b) => a.index - b.index);
  for (const { index, link } of ascending) restored.splice(index, 0, link);

  // Links that touch none of the steps would survive removing the steps: they are taken out first.
  const placed = ascending.map(({ index, link }, rank) => ({ index: Math.min(index, file.links.length + rank), link }));
  const others = placed.filter(({ link }) => !ids.includes(link.from.step) && !ids.includes(link.to));
  const undo: Command[] = [
    ...(others.length === 0 ? [] : [{ kind: 'removeLinks', links: others.map(({ index }) => index) } as const]),
    ...(ids.length === 0 ? [] : [{ kind: 'removeSteps', ids } as const]),
  ];
  const [only] = undo;
  return {
    file: { ...file, steps: { ...file.steps, ...steps }, links: restored },
    inverse: undo.length === 1 && only !== undefined ? only : { kind: 'composite', commands: undo },
    added: ids,
  };
}
