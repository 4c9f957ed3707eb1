import type { Link, ProcessFile } from '../document/process-file.ts';
import type { Applied, CommandOf } from './command.ts';
import { checkNewIds, refused, stepAt } from './lookup.ts';

export function renameStepId(file: ProcessFile, { from, to }: CommandOf<'renameStepId'>): Applied {
  stepAt(file, from);
  const { [from]: _, ...others } = file.steps;
  checkNewIds({ ...file, steps: others }, [to]);
  // A link that dangles at the new id would be attached by renaming, and undoing could not tell it from the step's own.
  if (from !== to && file.links.some((link) => link.from.step === to || link.to === to)) {
    throw refused(`A link leads to a missing step "${to}". Remove that link first.`);
  }
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
