import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { defineConfig } from '@playwright/test';
import { admin } from './admin.ts';

// Read again in every worker process: the first reading decides, the others inherit.
process.env['WEFT_TEST_STUDIO_PORT'] ??= String(20_000 + Math.floor(Math.random() * 10_000));
process.env['WEFT_TEST_GATEWAY_PORT'] ??= String(Number(process.env['WEFT_TEST_STUDIO_PORT']) + 1);
process.env['WEFT_TEST_GATE_PORT'] ??= String(Number(process.env['WEFT_TEST_STUDIO_PORT']) + 2);
process.env['WEFT_TEST_DATA_DIR'] ??= mkdtempSync(path.join(tmpdir(), 'weft-browser-'));

const repository = path.resolve(import.meta.dirname, '..');
const studio = `http://127.0.0.1:${process.env['WEFT_TEST_STUDIO_PORT']}`;

export default defineConfig({
  testDir: 'specs',
  outputDir: path.join(repository, 'test-results/browser'),
  fullyParallel: false,
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  use: {
    baseURL: studio,
    actionTimeout: 15_000,
    viewport: { width: 1440, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-dev-shm-usage',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    command: `exec sh ${path.join(repository, 'tooling/launch/with-node.sh')} tooling/launch/start.ts`,
    cwd: repository,
    url: `${studio}/healthz`,
    wait: { stdout: /Weft is ready/ },
    timeout: 300_000,
    // For whoever writes tests: keeps a Weft that was started by hand with the same variables.
    reuseExistingServer: process.env['WEFT_TEST_REUSE'] === '1',
    gracefulShutdown: { signal: 'SIGINT', timeout: 30_000 },
    env: {
      WEFT_DATA_DIR: process.env['WEFT_TEST_DATA_DIR'],
      WEFT_STUDIO_PORT: process.env['WEFT_TEST_STUDIO_PORT'],
      WEFT_GATEWAY_PORT: process.env['WEFT_TEST_GATEWAY_PORT'],
      // What the tests let processes call on this machine's own loopback.
      WEFT_OUTBOUND_ALLOW: `127.0.0.1:${process.env['WEFT_TEST_GATE_PORT']}`,
      WEFT_ADMIN_EMAIL: admin.email,
      WEFT_ADMIN_PASSWORD: admin.password,
    },
  },
});
