import path from 'node:path';
import { build } from 'esbuild';
import { helpers } from '../../packages/expression/src/helpers/helpers.ts';
import { repository } from './step-folders.ts';

/** The module that gives the helpers of expressions to the sandbox: their code as one text, for an isolate that has no modules. */
export async function sandboxHelpersModule(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path.join(repository, 'packages/expression/src/in-sandbox.ts')],
    absWorkingDir: repository,
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    platform: 'neutral',
    target: 'es2024',
    mainFields: ['module', 'main'],
    legalComments: 'none',
  });
  const names = helpers.map(({ name }) => name);
  return `// Written by tooling/generate/main.ts from packages/expression/src/in-sandbox.ts: edit that.

/** The names of the helpers of expressions. */
export const helperNames: readonly string[] = ${JSON.stringify(names)};

/** A script that makes each of them a global function. */
export const helpersSource = ${JSON.stringify(outputFiles[0]?.text ?? '')};
`;
}
