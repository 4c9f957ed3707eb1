import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Body } from '@weft/document';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeFileConnector } from '../../test/file-connector.ts';
import { outbound, runStep as run } from '../../test/run-step.ts';
import type { FilesClient } from '../remote-files/session.ts';
import { implementation as disk } from './client.ts';
import { implementation as remove } from './disk-delete/executor.ts';
import { implementation as get } from './disk-get/executor.ts';
import { implementation as list } from './disk-list/executor.ts';
import { implementation as put } from './disk-put/executor.ts';
import { implementation as rename } from './disk-rename/executor.ts';

let root: string;
let folder: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'weft-disk-test-'));
  folder = join(root, 'allowed');
  await mkdir(join(folder, 'in'), { recursive: true });
  await mkdir(join(root, 'secret'));
  await writeFile(join(root, 'secret/key.txt'), 'the key');
});

afterEach(() => rm(root, { recursive: true, force: true }));

const open = (at: string, diskFolders?: string[]): Promise<FilesClient> =>
  disk.open({ folder: at }, { outbound, signal: new AbortController().signal, ...(diskFolders === undefined ? {} : { diskFolders }) });
const words = { body: Body.fromBytes(Buffer.from('words'), 'text/plain') };

describeFileConnector({
  title: 'Disk',
  steps: { list, get, put, rename, delete: remove },
  async open(base) {
    const client = await open(base, [base]);
    return { client, close: () => client.close() };
  },
});

test('without a word from the operator no folder may be used', async () => {
  await expect(open(folder)).rejects.toMatchObject({ code: 'FORBIDDEN', message: expect.stringContaining('WEFT_DISK_FOLDERS') });
});

test('a folder within an allowed one may be used; one beside it, above it or reached by a link may not', async () => {
  await symlink(join(root, 'secret'), join(folder, 'link'));
  await mkdir(`${folder}-too`);
  await expect(open(join(folder, 'in'), [folder])).resolves.toBeDefined();
  for (const other of [root, `${folder}-too`, join(root, 'secret'), join(folder, 'link'), `${folder}/../secret`, '/'])
    await expect(open(other, [folder]), other).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test('whether a folder that is not allowed exists is told to nobody', async () => {
  const said = async (at: string) => ((await open(at, [folder]).catch((thrown: unknown) => thrown)) as Error).message.replace(at, '…');
  expect(await said(join(root, 'secret'))).toBe(await said(join(root, 'no such folder')));
  expect(await said(`${folder}/../no such folder`)).toBe(await said(`${folder}/../secret`));
  await expect(open(join(folder, 'gone'), [folder])).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('an allowed folder may itself be a link to where the files are', async () => {
  await symlink(folder, join(root, 'mounted'));
  const client = await open(join(root, 'mounted'), [join(root, 'mounted')]);
  await expect(run(client, list, { include: 'both' })).resolves.toMatchObject([{ properties: { files_found: 1 } }]);
});

test('no step reads, writes, deletes or lists by a link that leads out', async () => {
  await symlink(join(root, 'secret'), join(folder, 'link'));
  await symlink(join(root, 'secret/key.txt'), join(folder, 'key.txt'));
  await symlink(join(root, 'secret/new.txt'), join(folder, 'new.txt'));
  const client = await open(folder, [folder]);
  const refused = { code: 'FORBIDDEN' };
  for (const path of ['link/key.txt', 'key.txt'])
    await expect(run(client, get, { files: { kind: 'path', path } }), path).rejects.toMatchObject(refused);
  await expect(run(client, list, { folder: 'link' })).rejects.toMatchObject(refused);
  await expect(run(client, put, { path: 'link/a.txt' }, words)).rejects.toMatchObject(refused);
  await expect(run(client, put, { path: 'link/deep/a.txt' }, words)).rejects.toMatchObject(refused);
  await expect(run(client, remove, { path: 'link/key.txt' })).rejects.toMatchObject(refused);
  await expect(run(client, rename, { from: 'link/key.txt', to: 'a.txt' })).rejects.toMatchObject(refused);
  await writeFile(join(folder, 'a.txt'), 'a');
  await expect(run(client, rename, { from: 'a.txt', to: 'link/a.txt' })).rejects.toMatchObject(refused);
  for (const path of ['key.txt', 'new.txt'])
    await expect(run(client, put, { path, conflict: 'append' }, words), path).rejects.toMatchObject({ name: 'WeftError' });
  expect(await run(client, list, { include: 'both' })).toMatchObject([{ properties: { files_found: 2 } }]);
  expect(await readdir(join(root, 'secret'))).toEqual(['key.txt']);
  expect(await readFile(join(root, 'secret/key.txt'), 'utf8')).toBe('the key');
});

test('a put takes the place of a link, not of what it leads to', async () => {
  await symlink(join(root, 'secret/key.txt'), join(folder, 'key.txt'));
  const client = await open(folder, [folder]);
  await run(client, put, { path: 'key.txt' }, words);
  expect(await readFile(join(folder, 'key.txt'), 'utf8')).toBe('words');
  expect(await readFile(join(root, 'secret/key.txt'), 'utf8')).toBe('the key');
});

test('links that stay inside are followed', async () => {
  await writeFile(join(folder, 'in/a.txt'), 'a');
  await symlink('in', join(folder, 'today'));
  const [emission] = await run(await open(folder, [folder]), get, { files: { kind: 'newest', folder: 'today', pattern: '*' } });
  expect(await emission?.body?.text()).toBe('a');
});

test('a pipe is no file: it is not listed, and nobody waits for it', async () => {
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  const client = await open(folder, [folder]);
  await expect(run(client, list, {})).resolves.toMatchObject([{ properties: { files_found: 0 } }]);
  await expect(run(client, put, { path: 'pipe', conflict: 'append' }, words)).rejects.toMatchObject({ name: 'WeftError' });
});

test('of many that put the same name at once with "number", each gets a file of its own', async () => {
  const client = await open(folder, [folder]);
  await Promise.all(Array.from({ length: 20 }, () => run(client, put, { path: 'out/a.txt', conflict: 'number' }, words)));
  expect(await readdir(join(folder, 'out'))).toHaveLength(20);
});

test('a cancelled execution stops writing and leaves nothing behind', async () => {
  const cancelling = new AbortController();
  const body = Body.fromSource(
    {
      async *open() {
        for (let at = 0; ; at += 1) {
          if (at === 3) cancelling.abort();
          yield Buffer.alloc(100_000);
        }
      },
    },
    'application/octet-stream',
  );
  const client = await open(folder, [folder]);
  await expect(run(client, put, { path: 'in/a.bin' }, { body, signal: cancelling.signal })).rejects.toMatchObject({ code: 'CANCELLED' });
  await expect.poll(() => readdir(join(folder, 'in'))).toEqual([]);
});

test('the test says whether the folder can be written', async () => {
  const client = await open(folder, [folder]);
  await expect(disk.test(client, new AbortController().signal)).resolves.toBe(
    `The folder ${folder} can be read and written. It holds 1 entry.`,
  );
});

test('a device is no file, whatever it would answer', async () => {
  const client = await open('/dev', ['/dev']);
  await expect(run(client, put, { path: 'full', conflict: 'append' }, words)).rejects.toMatchObject({ message: '"full" is no file.' });
});
