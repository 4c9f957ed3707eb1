import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Body } from '@weft/document';
import type { AnyStepImplementation, Emission } from '@weft/step-kit/executor';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FilesClient } from '../src/remote-files/session.ts';
import { runStep as run } from './run-step.ts';
import { storeInMemory } from './store-in-memory.ts';

/** What the tests do and see on the other side of a connector. */
interface OtherSide {
  /** Puts a file there that was changed last at six in the morning of that day. */
  leave(name: string, content: string | Buffer, day: string): Promise<void>;
  text(name: string): Promise<string>;
  /** What is in a folder, in order. */
  names(folder: string): Promise<string[]>;
}

/** The side of a system whose files are those of a folder of this machine. */
function folderSide(folder: string): OtherSide {
  return {
    async leave(name, content, day) {
      await writeFile(join(folder, name), content);
      await utimes(join(folder, name), new Date(`${day}T06:00:00Z`), new Date(`${day}T06:00:00Z`));
    },
    text: (name) => readFile(join(folder, name), 'utf8'),
    names: async (of) => (await readdir(join(folder, of))).sort(),
  };
}

/** A connector of files with a real system behind it. */
export interface FileConnector {
  readonly title: string;
  /** Opens a client whose base folder is this folder of the machine; `closing` is asked to close it. */
  open(folder: string): Promise<{ readonly client: FilesClient; readonly side?: OtherSide; close(): Promise<void> }>;
  /** False where a listing does not tell when files were changed. */
  readonly listsTimes?: boolean;
  /** False for a bucket: folders are there when something is in them, and nothing can be appended. */
  readonly hasFolders?: boolean;
  readonly steps: Readonly<Record<'list' | 'get' | 'put' | 'rename' | 'delete', AnyStepImplementation>>;
}

/** What the steps of all file connectors promise, tried on a real system. */
export function describeFileConnector({ title, open, steps, listsTimes = true, hasFolders = true }: FileConnector): void {
  describe(`${title} keeps the promises of all file connectors`, () => {
    let folder: string;
    let opened: Awaited<ReturnType<FileConnector['open']>>;

    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'weft-files-test-'));
      await mkdir(join(folder, 'in'));
      opened = await open(folder);
    });

    afterEach(async () => {
      await opened.close();
      await rm(folder, { recursive: true, force: true });
    });

    const side = (): OtherSide => opened.side ?? folderSide(folder);
    const leave = (name: string, content: string | Buffer, day = '2026-11-20') => side().leave(name, content, day);
    const there = (name: string) => side().text(name);
    const names = (of: string) => side().names(of);
    const words = (text: string): { body: Body } => ({ body: Body.fromBytes(Buffer.from(text), 'text/plain') });
    const textOf = (emission: Emission | undefined) => emission?.body?.text();

    test('a listing tells names, sizes and times in the order of names', async () => {
      await leave('in/b ü.csv', 'bb');
      await leave('in/a.csv', 'a');
      await leave('in/c.txt', 'c');
      if (hasFolders) await mkdir(join(folder, 'in/d.csv'));
      else await leave('in/d.csv/x', 'x');
      const modified = listsTimes ? '2026-11-20T06:00:00.000Z' : null;
      const [{ body, properties }] = (await run(opened.client, steps.list, { folder: 'in', pattern: '*.csv' })) as [Emission];
      expect(properties).toEqual({ files_found: 2 });
      expect(await body?.value()).toEqual([
        { name: 'a.csv', path: 'in/a.csv', size: 1, modified, folder: false },
        { name: 'b ü.csv', path: 'in/b ü.csv', size: 2, modified, folder: false },
      ]);
    });

    test.runIf(hasFolders)('a folder that is not there fails, one that is empty does not', async () => {
      await expect(run(opened.client, steps.list, { folder: 'nowhere' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(run(opened.client, steps.list, { folder: 'in' })).resolves.toMatchObject([{ properties: { files_found: 0 } }]);
    });

    test('the newest is the one changed last', async () => {
      await leave('in/z.csv', 'old', '2026-11-20');
      await leave('in/a.csv', 'new', '2026-11-22');
      await leave('in/m.csv', 'middle', '2026-11-21');
      const given = await run(opened.client, steps.get, { files: { kind: 'newest', folder: 'in', pattern: '*.csv' } });
      expect(given).toMatchObject([{ port: 'file', properties: { file_name: 'a.csv', file_path: 'in/a.csv', file_size: 3 } }]);
      expect(await textOf(given[0])).toBe('new');
    });

    test.each([0, 1, 32_768, 32_769, 5_000_001])('a file of %i bytes comes back byte by byte as it was put', async (size) => {
      const bytes = randomBytes(size);
      const body = Body.fromBytes(bytes, 'application/octet-stream');
      const [put] = await run(opened.client, steps.put, { path: 'out/deep/big.bin' }, { body });
      expect(put?.properties).toMatchObject({ file_size: size });
      const [emission] = await run(opened.client, steps.get, { files: { kind: 'path', path: 'out/deep/big.bin' } });
      expect(Buffer.from((await emission?.body?.bytes()) ?? []).equals(bytes)).toBe(true);
      expect(await names('out/deep')).toEqual(['big.bin']);
    });

    test('a put overwrites, fails, numbers or skips where a file is there, as it was told', async () => {
      const put = (conflict: string, text: string) => run(opened.client, steps.put, { path: 'in/a.txt', conflict }, words(text));
      await put('fail', '1');
      await put('overwrite', '2');
      expect(await there('in/a.txt')).toBe('2');
      await expect(put('fail', '3')).rejects.toMatchObject({ code: 'CONFLICT' });
      expect(await put('skip', '4')).toMatchObject([{ port: 'skipped' }]);
      expect(await put('number', '5')).toMatchObject([{ properties: { file_path: 'in/a (2).txt' } }]);
      expect(await there('in/a (2).txt')).toBe('5');
      expect(await names('in')).toEqual(['a (2).txt', 'a.txt']);
    });

    test.runIf(hasFolders)('an append adds to the end, and makes the file where it is not there', async () => {
      const append = (path: string, text: string) => run(opened.client, steps.put, { path, conflict: 'append' }, words(text));
      expect(await append('in/a.txt', '2')).toMatchObject([{ port: 'out', properties: { file_path: 'in/a.txt', file_size: 1 } }]);
      expect(await append('in/a.txt', '67')).toMatchObject([{ port: 'out', properties: { file_path: 'in/a.txt', file_size: 3 } }]);
      expect(await there('in/a.txt')).toBe('267');
      expect(await names('in')).toEqual(['a.txt']);
    });

    test('a rename moves the file, and never onto another unless it was told to', async () => {
      await leave('in/a.txt', 'a');
      await leave('in/b.txt', 'b');
      const rename = (from: string, to: string, conflict = 'fail') => run(opened.client, steps.rename, { from, to, conflict });
      await expect(rename('in/a.txt', 'in/b.txt')).rejects.toMatchObject({ code: 'CONFLICT' });
      expect(await there('in/b.txt')).toBe('b');
      await rename('in/a.txt', 'archive/2026/a.txt');
      expect(await there('archive/2026/a.txt')).toBe('a');
      await rename('archive/2026/a.txt', 'in/b.txt', 'overwrite');
      expect(await there('in/b.txt')).toBe('a');
      expect(await names('in')).toEqual(['b.txt']);
      await expect(rename('in/gone.txt', 'in/c.txt')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });

    test('a delete deletes the file and says whether one was there', async () => {
      await leave('in/a.txt', 'a');
      const remove = () => run(opened.client, steps.delete, { path: 'in/a.txt' });
      expect(await remove()).toMatchObject([{ properties: { file_deleted: true } }]);
      expect(await remove()).toMatchObject([{ properties: { file_deleted: false } }]);
      expect(await names('in')).toEqual([]);
    });

    test('after it was fetched, a file is deleted or moved, next to one of its name that is there', async () => {
      await leave('in/a.txt', 'first');
      const all = { kind: 'all', folder: 'in', pattern: '*' };
      const move = { files: all, after: { kind: 'move', folder: 'archive/{{ 1 + 1 }}' } };
      expect(await run(opened.client, steps.get, move)).toMatchObject([{ properties: { file_path: 'archive/2/a.txt' } }]);
      await leave('in/a.txt', 'second');
      expect(await run(opened.client, steps.get, move)).toMatchObject([{ properties: { file_path: 'archive/2/a (2).txt' } }]);
      await leave('in/b.txt', 'third');
      const [third] = await run(opened.client, steps.get, { files: all, after: { kind: 'delete' } });
      expect(await textOf(third)).toBe('third');
      expect(await names('in')).toEqual([]);
      expect(await names('archive/2')).toEqual(['a (2).txt', 'a.txt']);
    });

    test('many executions that look at once take each file once, and again when it has changed', async () => {
      const files = Array.from({ length: 12 }, (_, at) => `${at}.csv`);
      for (const name of files) await leave(`in/${name}`, name);
      const store = storeInMemory();
      const config = { files: { kind: 'all', folder: 'in', pattern: '*' }, once: true };
      const take = (executionId: string) => run(opened.client, steps.get, config, { store, executionId });
      const taken = (await Promise.all(['e1', 'e2', 'e3', 'e4'].map(take))).flat().filter(({ port }) => port === 'file');
      expect(taken.map(({ properties }) => properties?.['file_name']).sort()).toEqual([...files].sort());
      await leave('in/3.csv', 'other', '2026-11-21');
      expect((await take('e5')).map(({ properties }) => properties?.['file_name'])).toEqual(['3.csv']);
    });

    test('an execution that was killed after it had taken a file takes it again; no other one does', async () => {
      await leave('in/a.csv', 'a');
      const store = storeInMemory();
      const config = { files: { kind: 'all', folder: 'in', pattern: '*' }, once: true };
      await run(opened.client, steps.get, config, { store, executionId: 'killed' });
      expect(await run(opened.client, steps.get, config, { store, executionId: 'other' })).toMatchObject([{ port: 'none' }]);
      expect(await run(opened.client, steps.get, config, { store, executionId: 'killed' })).toMatchObject([{ port: 'file' }]);
    });

    test.each(['../out.txt', 'in/../../out.txt', 'a\nb'])('the path %j is refused', async (path) => {
      await expect(run(opened.client, steps.put, { path }, words('x'))).rejects.toMatchObject({ code: 'STEP_FAILED' });
      await expect(run(opened.client, steps.delete, { path })).rejects.toMatchObject({ code: 'STEP_FAILED' });
    });

    test('a body that cannot be read leaves nothing behind, under no name', async () => {
      const body = Body.fromSource(
        {
          async *open() {
            yield Buffer.alloc(100_000);
            throw new Error('the source is gone');
          },
        },
        'application/octet-stream',
      );
      await expect(run(opened.client, steps.put, { path: 'in/a.bin' }, { body })).rejects.toThrow();
      expect(await names('in')).toEqual([]);
    });
  });
}
