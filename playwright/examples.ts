import { readFileSync } from 'node:fs';
import path from 'node:path';

/** As much of a process file as the tests touch. */
export interface ExampleFile {
  name: string;
  readonly steps: Record<string, { readonly title?: string; readonly config: Record<string, unknown> }>;
}

/** The example `hello` under another name and address, so that it does not clash with the one that is installed. */
export function helloAt(address: string, name: string): ExampleFile {
  const file = JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../examples/hello/process.json'), 'utf8')) as ExampleFile;
  file.name = name;
  const start = file.steps['start'];
  if (start === undefined) throw new Error('The example hello has lost its start.');
  start.config['path'] = address;
  return file;
}
