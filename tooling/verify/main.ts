/** `npm run verify`: everything that can be judged without starting a server. Runs all checks, then names those that failed. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { setUp } from '../launch/set-up.ts';
import { main, Stop } from '../launch/stop.ts';

const repository = path.resolve(import.meta.dirname, '../..');
const bin = (name: string): string => path.join(repository, 'node_modules', name);
const own = (script: string, ...args: string[]): string[] => [path.join(repository, script), ...args];

const checks: ReadonlyArray<{ name: string; args: string[] }> = [
  { name: 'format and lint', args: [bin('@biomejs/biome/bin/biome'), 'ci', '--error-on-warnings', '--colors=off', '.'] },
  { name: 'types', args: [bin('typescript/bin/tsc'), '-p', 'tsconfig.json'] },
  { name: 'types of the studio', args: [bin('typescript/bin/tsc'), '-p', 'apps/studio/tsconfig.json', '--noEmit'] },
  { name: 'fences', args: own('tooling/fences/check.ts') },
  { name: 'source rules', args: own('tooling/fences/source-rules.ts') },
  { name: 'browser bundle', args: own('tooling/fences/browser-bundle.ts') },
  { name: 'generated files', args: own('tooling/generate/main.ts', '--check') },
  { name: 'generated API reference', args: own('packages/management/src/openapi-file.ts', '--check') },
  { name: 'links in the documentation', args: own('tooling/docs/check-links.ts') },
  { name: 'unused code', args: [bin('knip/bin/knip.js'), '--no-progress'] },
];

await main(async () => {
  await setUp((line) => console.log(line));
  const failed: string[] = [];
  for (const { name, args } of checks) {
    const startedAt = performance.now();
    const { code, output } = await capture(args);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
    if (code !== 0) {
      failed.push(name);
      console.log(output);
    }
  }
  if (failed.length > 0) throw new Stop(`Not verified: ${failed.join(', ')}.`);
});

function capture(args: readonly string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: repository,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
