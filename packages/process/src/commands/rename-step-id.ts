import type { Link, ProcessFile } from '../document/process-file.ts';
import type { Applied, CommandOf } from './command.ts';
import { checkNewIds, stepAt } from './lookup.ts';

export function renameStepId(file: ProcessFile, { from, to }: CommandOf<'renameStepId'>): Applied {
  stepAt(file, from);
  if (from !== to) checkNewIds(file, [to]);
  const renamed = (id: string): string => (id === from ? to : id);
  const relink = (link: Link): Link => ({ ...link, from: { ...link.from, step: renamed(link.from.step) }, to: renamed(link.to) });
  return {
    file: {
      ...file,
      steps: Object.fromEntries(Object.entries(file.steps).map(([id, entry]) => [renamed(id), entry])),
      links: file.links.map(relink),
    },
    inverse: { kind: 'renameStepId', from: to, to: from },
    added: [],
  };
}
