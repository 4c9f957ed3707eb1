import type { ProcessFile, Step } from '../document/process-file.ts';
import type { Applied, CommandOf, PlacedLink } from './command.ts';
import { stepAt } from './lookup.ts';

export function removeSteps(file: ProcessFile, { ids }: CommandOf<'removeSteps'>): Applied {
  const gone = new Set(ids);
  const removed: Record<string, Step> = {};
  for (const id of gone) removed[id] = stepAt(file, id);
  const loose: PlacedLink[] = file.links
    .map((link, index) => ({ index, link }))
    .filter(({ link }) => gone.has(link.from.step) || gone.has(link.to));
  const looseIndexes = new Set(loose.map(({ index }) => index));
  return {
    file: {
      ...file,
      steps: Object.fromEntries(Object.entries(file.steps).filter(([id]) => !gone.has(id))),
      links: file.links.filter((_, index) => !looseIndexes.has(index)),
    },
    inverse: { kind: 'restore', steps: removed, links: loose },
    added: [],
  };
}
