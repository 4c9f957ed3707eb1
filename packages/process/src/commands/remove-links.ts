import type { ProcessFile } from '../document/process-file.ts';
import type { Applied, CommandOf } from './command.ts';
import { linkAt } from './lookup.ts';

export function removeLinks(file: ProcessFile, command: CommandOf<'removeLinks'>): Applied {
  const gone = new Set(command.links);
  const removed = [...gone].map((index) => ({ index, link: linkAt(file, index) }));
  return {
    file: { ...file, links: file.links.filter((_, index) => !gone.has(index)) },
    inverse: { kind: 'restore', steps: {}, links: removed },
    added: [],
  };
}
