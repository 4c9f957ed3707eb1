import type { ProcessFile } from '../document/process-file.ts';
import type { Applied, CommandOf } from './command.ts';
import { linkAt } from './lookup.ts';

export function setLinkName(file: ProcessFile, { link: index, name }: CommandOf<'setLinkName'>): Applied {
  const { name: old, ...link } = linkAt(file, index);
  const named = name === undefined ? link : { ...link, name };
  return {
    file: { ...file, links: file.links.with(index, named) },
    inverse: { kind: 'setLinkName', link: index, ...(old === undefined ? {} : { name: old }) },
    added: [],
  };
}
