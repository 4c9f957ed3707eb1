/**
 * `npm test`: set-up, `npm run verify`, unit tests, tests against real servers, browser tests. Each part runs even where an
 * earlier one failed, and the last line counts all tests: "N passed, N failed".
 * `npm test -- unit` (or int, browser, verify) runs one part.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { repository, run, setUp } from '../launch/set-up.ts';
import { main, Stop } from '../launch/stop.ts';
import { requirePrerequisites } from './prerequisites.ts';

const results = path.join(repository, 'test-results');

interface Count {
  passed: number;
  failed: number;
}

const parts: Record<string, () => Promise<Count>> = {
  verify: async () => {
    await tooling(['tooling/verify/main.ts'], 'verify failed');
    return { passed: 0, failed: 0 };
  },
  unit: () => vitest('unit'),
  int: () => vitest('int'),
  browser: async () => {
    const file = path.join(results, 'browser.json');
    const failure = await outcome(
      run(
        process.execPath,
        [path.join(repository, 'node_modules/@playwright/test/cli.js'), 'test', '-c', 'playwright', '--reporter=list,json'],
        'browser tests failed',
        {
          ...process.env,
          PLAYWRIGHT_JSON_OUTPUT_NAME: file,
        },
      ),
    );
    const { stats } = JSON.parse(readFileSync(file, 'utf8')) as { stats: { expected: number; unexpected: number; flaky: number } };
    return counted({ passed: stats.expected + stats.flaky, failed: stats.unexpected }, failure);
  },
};

await main(async () => {
  const chosen = process.argv.slice(2);
  const unknown = chosen.find((name) => !Object.hasOwn(parts, name));
  if (unknown !== undefined) throw new Stop(`There is no part "${unknown}"; choose from ${Object.keys(parts).join(', ')}.`);
  await setUp((line) => console.log(line));
  requirePrerequisites((line) => console.log(line));
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });

  const total: Count = { passed: 0, failed: 0 };
  const broken: string[] = [];
  for (const [name, part] of Object.entries(parts)) {
    if (chosen.length > 0 && !chosen.includes(name)) continue;
    console.log(`\n── ${name}`);
    try {
      const count = await part();
      total.passed += count.passed;
      total.failed += count.failed;
      if (count.failed > 0) broken.push(name);
    } catch (thrown) {
      console.error(thrown instanceof Stop ? thrown.message : thrown);
      broken.push(name);
    }
  }
  console.log(broken.length === 0 ? '\nAll parts passed.' : `\nFailed: ${broken.join(', ')}.`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  if (broken.length > 0) process.exit(1);
});

async function vitest(project: string): Promise<Count> {
  const file = path.join(results, `${project}.json`);
  const failure = await outcome(
    tooling(
      ['node_modules/vitest/vitest.mjs', 'run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
      `${project} tests failed`,
    ),
  );
  const report = JSON.parse(readFileSync(file, 'utf8')) as { numPassedTests: number; numFailedTests: number };
  return counted({ passed: report.numPassedTests, failed: report.numFailedTests }, failure);
}

/** A runner that failed without a failed test (a broken file, an unhandled rejection) is still a failure. */
function counted(count: Count, failure: Stop | undefined): Count {
  if (failure !== undefined && count.failed === 0) throw failure;
  return count;
}

async function outcome(work: Promise<void>): Promise<Stop | undefined> {
  try {
    await work;
    return undefined;
  } catch (thrown) {
    if (thrown instanceof Stop) return thrown;
    throw thrown;
  }
}

function tooling([script = '', ...args]: readonly string[], failure: string): Promise<void> {
  return run(process.execPath, [path.join(repository, script), ...args], failure);
}
