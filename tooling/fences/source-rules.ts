/**
 * Rules about the text of files that an import graph cannot see:
 * no file over 400 lines without a reason at its top, and no step type's name outside its folder.
 * `node tooling/fences/source-rules.ts` is part of `npm run verify`.
 */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const linesMax = 400;

/** A sentence where the file is too long and does not say why. */
export function lengthProblem(file: string, text: string): string | undefined {
  const lines = text.split('\n').length;
  if (lines <= linesMax) return undefined;
  const top = text.split('\n').slice(0, 12).join('\n');
  if (/over 400 lines because/i.test(top)) return undefined;
  return `${file} has ${lines} lines. Split it, or say at its top why it is "over 400 lines because …".`;
}

/** A sentence for each comparison with a step type's name: whoever needs to know something asks the definition. */
export function stepNameProblems(file: string, text: string, types: readonly string[]): string[] {
  const names = types.join('|');
  const comparison = String.raw`\btype\s*[!=]==?\s*(['"\x60])(?:${names})\1`;
  const switchCase = String.raw`\bcase\s+(['"\x60])(?:${names})\2`;
  const switchesOnType = /switch\s*\([^)]*\btype\s*\)/.test(text);
  const branches = new RegExp(switchesOnType ? `${comparison}|${switchCase}` : comparison, 'g');
  return [...text.matchAll(branches)].map((match) => {
    const line = text.slice(0, match.index).split('\n').length;
    return `${file}:${line} branches on a step's type (${match[0].trim()}). Add a property to the step's definition and ask for that.`;
  });
}

if (import.meta.main) {
  const repository = path.resolve(import.meta.dirname, '../..');
  const ignored = /node_modules|\.next|\.gen\.|\/generated\/|\.planted/;
  const files = globSync('{apps,packages,tooling,bench,playwright,examples,prisma}/**/*.{ts,tsx,mts,mjs,cjs,css}', {
    cwd: repository,
  }).filter((file) => !ignored.test(file));
  const types = globSync('packages/{steps,connectors}/src/**/definition.ts', { cwd: repository }).map((file) =>
    path.basename(path.dirname(file)),
  );
  const problems = files.flatMap((file) => {
    const text = readFileSync(path.join(repository, file), 'utf8');
    const isTest = /\.test\.tsx?$|\/testing\//.test(file);
    const length = isTest ? undefined : lengthProblem(file, text);
    const inFolder = /^packages\/(steps|connectors)\/|^packages\/testkit\//.test(file);
    return [...(length === undefined ? [] : [length]), ...(inFolder || isTest ? [] : stepNameProblems(file, text, types))];
  });
  for (const problem of problems) console.error(problem);
  if (types.length === 0) {
    console.error('No step type was found: the pattern of their folders is wrong.');
    process.exit(1);
  }
  if (problems.length > 0) process.exit(1);
  console.log(`Source rules hold: ${files.length} files, ${types.length} step types.`);
}
