import { processLimits } from '../document/limits.ts';
import type { Link, ProcessFile } from '../document/process-file.ts';
import type { Applied, CommandOf } from './command.ts';
import { refused, stepAt } from './lookup.ts';

export function connectSteps(file: ProcessFile, { from, to, name }: CommandOf<'connectSteps'>): Applied {
  stepAt(file, from.step);
  stepAt(file, to);
  if (file.links.some((link) => link.from.step === from.step && link.from.port === from.port && link.to === to)) {
    throw refused(`"${from.step}" is linked to "${to}" from its output "${from.port}" already.`);
  }
  if (file.links.length >= processLimits.links) throw refused(`A process has at most ${processLimits.links} links.`);
  const link: Link = { from: { step: from.step, port: from.port }, to, ...(name === undefined ? {} : { name }) };
  return {
    file: { ...file, links: [...file.links, link] },
    inverse: { kind: 'removeLinks', links: [file.links.length] },
    added: [],
  };
}
