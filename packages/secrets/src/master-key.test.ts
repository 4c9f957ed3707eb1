import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadMasterKey } from './master-key.ts';
import { createVault } from './vault.ts';

let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'weft-key-'));
});

afterEach(async () => {
  await rm(dataDir, { recursive: true });
});

test('the first start makes a key that only its owner can read, and later starts use it', async () => {
  const first = createVault(await loadMasterKey({ env: {}, dataDir }));
  expect((await stat(join(dataDir, 'master-key'))).mode & 0o777).toBe(0o600);
  const second = createVault(await loadMasterKey({ env: {}, dataDir }));
  expect(second.derive('x')).toEqual(first.derive('x'));
});

test('processes that start at once on a new folder get one key and leave nothing else there', async () => {
  const keys = await Promise.all(Array.from({ length: 10 }, () => loadMasterKey({ env: {}, dataDir })));
  expect(new Set(keys.map((key) => createVault(key).derive('x').toString('hex'))).size).toBe(1);
  expect(await readdir(dataDir)).toEqual(['master-key']);
});

test.each([0o644, 0o640, 0o604])('a key file with mode %o is refused with the command that mends it', async (mode) => {
  await loadMasterKey({ env: {}, dataDir });
  const file = join(dataDir, 'master-key');
  await chmod(file, mode);
  await expect(loadMasterKey({ env: {}, dataDir })).rejects.toMatchObject({
    code: 'SETTING_INVALID',
    message: expect.stringContaining(`chmod 600 ${file}`),
  });
});

test('a key from the environment is taken in base64, base64url and hex, and no file is made', async () => {
  const bytes = randomBytes(32);
  const derived = await Promise.all(
    (['base64', 'base64url', 'hex'] as const).map(async (encoding) => {
      const key = await loadMasterKey({ env: { WEFT_MASTER_KEY: bytes.toString(encoding) }, dataDir });
      return createVault(key).derive('x').toString('hex');
    }),
  );
  expect(new Set(derived).size).toBe(1);
  expect(await readdir(dataDir)).toEqual([]);
});

test.each(['short', 'a'.repeat(63), `${'A'.repeat(42)}!!`, `${'A'.repeat(43)},x`])(
  'a text that is no key is refused without being repeated: %s',
  async (text) => {
    const error = await loadMasterKey({ env: { WEFT_MASTER_KEY: text }, dataDir }).catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'SETTING_INVALID', message: expect.stringContaining('WEFT_MASTER_KEY') });
    expect(error.message).not.toContain(text);
  },
);

test('an emptied key file is refused, not replaced', async () => {
  await writeFile(join(dataDir, 'master-key'), '\n', { mode: 0o600 });
  await expect(loadMasterKey({ env: {}, dataDir })).rejects.toMatchObject({ code: 'SETTING_INVALID' });
  expect(await readFile(join(dataDir, 'master-key'), 'utf8')).toBe('\n');
});

test('a master key that is printed shows nothing', async () => {
  const key = await loadMasterKey({ env: {}, dataDir });
  expect(`${inspect(key)} ${JSON.stringify({ key })}`).toBe('••• {"key":"•••"}');
});
