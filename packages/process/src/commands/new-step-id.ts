import type { ProcessFile } from '../document/process-file.ts';

/** A readable id that is free in this process: `http-client`, then `http-client-2`, `http-client-3` … */
export function newStepId(file: ProcessFile, type: string): string {
  const readable = type
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '');
  const base = readable.slice(0, 56) || 'step';
  return freeId(base, (id) => Object.hasOwn(file.steps, id) || file.links.some(({ from, to }) => from.step === id || to === id));
}

function freeId(base: string, taken: (id: string) => boolean): string {
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!taken(id)) return id;
  }
}
