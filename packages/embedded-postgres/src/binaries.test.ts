import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { completeLibraryLinks } from './binaries.ts';

let packageDir: string;

beforeEach(async () => {
  packageDir = await mkdtemp(join(tmpdir(), 'weft-binaries-'));
  await mkdir(join(packageDir, 'native', 'lib'), { recursive: true });
  await writeFile(join(packageDir, 'native', 'lib', 'libx.so.1.2'), 'library');
});

afterEach(async () => {
  await rm(packageDir, { recursive: true });
});

async function listLinks(...links: Array<{ source: string; target: string }>): Promise<void> {
  await writeFile(join(packageDir, 'native', 'pg-symlinks.json'), JSON.stringify(links));
}

test('library links that an install without scripts left out are made, and stay when made again', async () => {
  await listLinks(
    { source: 'native/lib/libx.so.1.2', target: 'native/lib/libx.so.1' },
    { source: 'native/lib/libx.so.1.2', target: 'native/share/libx.so' },
  );
  await completeLibraryLinks(packageDir);
  await completeLibraryLinks(packageDir);
  expect(await readFile(join(packageDir, 'native', 'lib', 'libx.so.1'), 'utf8')).toBe('library');
  expect(await readFile(join(packageDir, 'native', 'share', 'libx.so'), 'utf8')).toBe('library');
});

test('a package without a list of links is left as it is', async () => {
  await expect(completeLibraryLinks(packageDir)).resolves.toBeUndefined();
});
