import { currentFormatVersion, type ProcessFile } from '@weft/process';

/** A process with nothing in it yet. */
export function blankProcess(name: string): ProcessFile {
  return { formatVersion: currentFormatVersion, name, steps: {}, links: [] };
}

/** `New process`, then `New process 2`, `New process 3` … */
export function freeName(base: string, taken: readonly string[]): string {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? base : `${base} ${number}`;
    if (!taken.includes(name)) return name;
  }
}
