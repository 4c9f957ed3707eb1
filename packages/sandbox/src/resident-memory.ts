import { readFileSync } from 'node:fs';

/** Of a page, as Linux on the platforms we run on has it. */
const pageBytes = 4096;

/** What a process holds in memory, in MB; 0 where it is gone, or where the system does not tell (it does on Linux). */
export function residentMb(pid: number | undefined): number {
  if (pid === undefined || process.platform !== 'linux') return 0;
  try {
    // statm(5): the second number is the resident pages.
    const [, pages] = readFileSync(`/proc/${pid}/statm`, 'ascii').split(' ');
    return (Number(pages) * pageBytes) / 1024 / 1024;
  } catch {
    return 0;
  }
}
