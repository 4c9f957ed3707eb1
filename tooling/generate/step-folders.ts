/** Finds the folders of step types and connectors; the folders are the list, nobody keeps another one. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The repository's root folder. */
export const repository: string = path.resolve(import.meta.dirname, '../..');

export type StepPackage = 'steps' | 'connectors';

/** One folder of a step type; paths are relative to its package's `src`, with forward slashes. */
export interface StepFolder {
  readonly type: string;
  readonly folder: string;
  readonly hasExecutor: boolean;
  readonly icon: string;
  readonly docs: string;
  /** Parsed; in the order of their file names. */
  readonly examples: readonly unknown[];
}

/** One connector folder that has a connection. */
export interface ConnectionFolder {
  readonly type: string;
  readonly folder: string;
}

/** Every step type of a package, in the order of their types. @throws Error naming the file that is missing or cannot be read. */
export function stepFolders(name: StepPackage): StepFolder[] {
  const source = sourceOf(name);
  return found(source, '**/definition.ts').map((folder) => ({
    type: path.basename(folder),
    folder,
    hasExecutor: existsSync(path.join(source, folder, 'executor.ts')),
    icon: read(source, folder, 'icon.svg').trim(),
    docs: read(source, folder, 'docs.md'),
    examples: globSync('examples/*.json', { cwd: path.join(source, folder) })
      .sort()
      .map((file) => parsed(path.join(source, folder, file))),
  }));
}

/** Every connection type of the connectors, in the order of their types. */
export function connectionFolders(): ConnectionFolder[] {
  return found(sourceOf('connectors'), '*/connection.ts').map((folder) => ({ type: path.basename(folder), folder }));
}

function sourceOf(name: StepPackage): string {
  return path.join(repository, 'packages', name, 'src');
}

function found(source: string, pattern: string): string[] {
  return globSync(pattern, { cwd: source })
    .map((file) => path.dirname(file).split(path.sep).join('/'))
    .sort((a, b) => (path.basename(a) < path.basename(b) ? -1 : 1));
}

function read(...parts: string[]): string {
  const file = path.join(...parts);
  if (!existsSync(file)) throw new Error(`${path.relative(repository, file)} is missing. Every step type has one.`);
  return readFileSync(file, 'utf8');
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new Error(`${path.relative(repository, file)} is no JSON: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}
