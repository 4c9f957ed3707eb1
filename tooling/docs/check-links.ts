/**
 * Finds dead links in the Markdown files of the repository: a file that is not committed, a heading that does not exist.
 * Addresses of other sites are not tried. `node tooling/docs/check-links.ts` is part of `npm run verify`.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { anchorsOf, linksOf } from './markdown.ts';

export interface LinkedFiles {
  /** Every file of the repository, by its path with forward slashes. */
  readonly paths: ReadonlySet<string>;
  readonly read: (file: string) => string;
}

/** A sentence for each dead link of one Markdown file. */
export function linkProblems(file: string, { paths, read }: LinkedFiles): string[] {
  return linksOf(read(file)).flatMap(({ target, line }) => {
    if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(target)) return [];
    const [address = '', anchor] = target.split('#', 2);
    const wanted = address === '' ? file : resolved(file, decodeURIComponent(address));
    if (!isThere(wanted, paths)) return [`${file}:${line} links to ${target}, and there is no ${wanted} in the repository.`];
    if (anchor === undefined || anchor === '' || !wanted.endsWith('.md')) return [];
    if (anchorsOf(read(wanted)).has(decodeURIComponent(anchor).toLowerCase())) return [];
    return [`${file}:${line} links to ${target}, and ${wanted} has no heading for #${anchor}.`];
  });
}

function resolved(from: string, address: string): string {
  if (address.startsWith('/')) return path.posix.normalize(address.slice(1)).replace(/\/$/, '');
  return path.posix.join(path.posix.dirname(from), address).replace(/\/$/, '');
}

/** A file, or a folder that holds one. */
function isThere(wanted: string, paths: ReadonlySet<string>): boolean {
  if (wanted === '.' || paths.has(wanted)) return true;
  for (const known of paths) if (known.startsWith(`${wanted}/`)) return true;
  return false;
}

/** The pages of step types are written for the reference, which holds copies of them: their links are checked there. */
const isStepPage = (file: string): boolean => /^packages\/(?:steps|connectors)\/src\/.*\/docs\.md$/.test(file);

if (import.meta.main) {
  const repository = path.resolve(import.meta.dirname, '../..');
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: repository,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  // What is listed and gone was deleted and not yet committed.
  const paths = new Set(listed.split('\0').filter((file) => file !== '' && existsSync(path.join(repository, file))));
  const pages = [...paths].filter((file) => file.endsWith('.md') && !isStepPage(file));
  const read = (file: string): string => readFileSync(path.join(repository, file), 'utf8');
  const problems = pages.flatMap((file) => linkProblems(file, { paths, read }));
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exit(1);
  console.log(`No dead links: ${pages.length} pages.`);
}
