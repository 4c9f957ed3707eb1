import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cruiseFolders, ruleNames } from './cruise.ts';

/** One violation per rule: a file of that path with that import must be caught by exactly the rule it stands for. */
const planted: Record<string, { file: string; imports: string; also?: string[] }> = {
  'no-cycles': { file: 'packages/errors/src/a.ts', imports: './b.ts', also: ['packages/errors/src/b.ts'] },
  'engine-knows-no-step': { file: 'packages/engine/src/a.ts', imports: '../../steps/src/b.ts' },
  'gateway-runs-nothing': { file: 'apps/gateway/src/a.ts', imports: '../../../packages/engine/src/b.ts' },
  'studio-runs-nothing': { file: 'apps/studio/src/a.ts', imports: '../../../packages/steps/src/executors.gen.ts' },
  'steps-see-the-contract': { file: 'packages/steps/src/log/executor.ts', imports: '../../../database/src/b.ts' },
  'steps-do-not-call-out': { file: 'packages/steps/src/log/executor.ts', imports: '../../../outbound/src/b.ts' },
  'definitions-run-in-browsers': { file: 'packages/steps/src/log/definition.ts', imports: './executor.ts' },
  'definitions-import-no-node': { file: 'packages/connectors/src/http/connection.ts', imports: 'node:fs' },
  'pure-packages-import-no-node': { file: 'packages/process/src/a.ts', imports: 'node:crypto' },
  'step-kit-root-imports-no-node': { file: 'packages/step-kit/src/a.ts', imports: './executor/b.ts' },
  'cli-uses-the-api': { file: 'apps/cli/src/a.ts', imports: '../../../packages/database/src/b.ts' },
  'resources-stand-apart': { file: 'packages/sandbox/src/a.ts', imports: '../../outbound/src/b.ts' },
  'apps-are-roots': { file: 'apps/worker/src/a.ts', imports: '../../gateway/src/b.ts' },
  'testkit-is-for-tests': { file: 'apps/worker/src/a.ts', imports: '../../../packages/testkit/src/b.ts' },
  'one-connector-one-system': { file: 'packages/connectors/src/http/a.ts', imports: '../postgres/b.ts' },
  'bullmq-has-one-owner': { file: 'apps/gateway/src/a.ts', imports: 'bullmq' },
  'ioredis-has-one-owner': { file: 'apps/gateway/src/a.ts', imports: 'ioredis' },
  'prisma-has-one-owner': { file: 'apps/gateway/src/a.ts', imports: '@prisma/client' },
  'react-flow-has-one-owner': { file: 'apps/studio/src/inspector/a.ts', imports: '@xyflow/react' },
  'isolated-vm-has-one-owner': { file: 'apps/worker/src/a.ts', imports: 'isolated-vm' },
};

// Inside the repository, so that the vendors' packages are found as they are for real files.
const folder = path.join(import.meta.dirname, '.planted');

beforeAll(() => {
  rmSync(folder, { recursive: true, force: true });
  for (const [rule, { file, imports, also }] of Object.entries(planted)) {
    const source = path.join(folder, rule, file);
    write(source, `import * as found from '${imports}';\nexport const used = found;\n`);
    if (imports.startsWith('.')) write(path.resolve(path.dirname(source), imports), 'export const here = 1;\n');
    for (const other of also ?? []) write(path.join(folder, rule, other), `import * as found from './a.ts';\nexport const used = found;\n`);
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

test('every rule has a planted violation', () => {
  expect(Object.keys(planted).sort()).toEqual([...ruleNames].sort());
});

test.each(Object.keys(planted))('%s catches its planted violation', async (rule) => {
  const root = path.join(folder, rule);
  const top = (planted[rule]?.file ?? '').split('/')[0] ?? '';
  const { violations } = await cruiseFolders(root, [top]);
  expect(violations.map((violation) => violation.rule)).toContain(rule);
});
