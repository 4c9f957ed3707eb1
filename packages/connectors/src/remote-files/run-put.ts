import { randomUUID } from 'node:crypto';
import type { Document } from '@weft/document';
import { WeftError } from '@weft/errors';
import type { Emission, StepRun, StepTools } from '@weft/step-kit/executor';
import type { PutConfig } from './put-step.ts';
import { folderOf, joined, nameOf, remoteFilePath } from './remote-path.ts';
import type { FileSession, FilesClient } from './session.ts';
import { type Conflict, freePath, isThere, moveInto, type Target } from './target-path.ts';

/** Writes under another name first: whoever watches the folder sees a file under its name only when it is whole. */
export function preparePut(config: PutConfig, tools: StepTools): StepRun {
  const connection = tools.connection<FilesClient>(config.connection);
  const template = tools.template(config.path, '/path');
  return async (document, { execution, signal }) => {
    const path = remoteFilePath(await template(document, execution));
    const client = await connection.client(signal);
    const partial = joined(folderOf(path), `.${randomUUID()}.weft-part`);
    let begun = false;
    const work = client.use(signal, async (session) => {
      if (await refuses(session, path, config.conflict)) return emission(document, { port: 'skipped', path });
      const folder = folderOf(path);
      if (config.makeFolders && folder !== '') await session.makeFolder(folder);
      if (config.conflict === 'append') return emission(document, { port: 'out', path, size: await append(session, path, document) });
      const target = { path, conflict: conflictOf(config.conflict) };
      if (session.writesWhole === true) return emission(document, { port: 'out', ...(await writeAtOnce(session, target, document)) });
      begun = true;
      const size = await writeWhole(session, { path, partial }, document);
      const given = await moveInto(session, partial, target);
      return emission(document, { port: 'out', path: given, size });
    });
    return work.catch(async (thrown: unknown) => {
      const tidied = begun ? tidy(client, partial) : undefined;
      // Whoever cancels does not wait for this.
      if (!signal.aborted) await tidied;
      // Another one wrote the file in the meantime.
      if (config.conflict === 'skip' && thrown instanceof WeftError && thrown.code === 'CONFLICT')
        return emission(document, { port: 'skipped', path });
      throw thrown;
    });
  };
}

type PutConflict = PutConfig['conflict'];

function conflictOf(conflict: Exclude<PutConflict, 'append'>): Conflict {
  return conflict === 'skip' ? 'fail' : conflict;
}

/** Before anything is sent; true where the document is to be skipped. @throws WeftError `CONFLICT`. */
async function refuses(session: FileSession, path: string, conflict: PutConflict): Promise<boolean> {
  if (conflict !== 'skip' && conflict !== 'fail') return false;
  if ((await session.find(path)) === undefined) return false;
  if (conflict === 'fail') throw isThere(path);
  return true;
}

interface Put {
  readonly port: 'out' | 'skipped';
  readonly path: string;
  readonly size?: number;
}

function emission(document: Document, { port, path, size }: Put): Emission {
  const named = { file_name: nameOf(path), file_path: path };
  return { port, properties: { ...document.properties, ...named, ...(size === undefined ? {} : { file_size: size }) } };
}

/** In milliseconds: how long a failure waits for what it left behind to be deleted. */
const tidyMs = 10_000;

/** Deletes the part of a file, in another session: the one that failed is mostly broken. Never throws. */
async function tidy(client: FilesClient, partial: string): Promise<void> {
  await client.use(AbortSignal.timeout(tidyMs), (session) => session.remove(partial)).catch(() => {});
}

async function writeWhole(
  session: FileSession,
  { path, partial }: { readonly path: string; readonly partial: string },
  document: Document,
): Promise<number> {
  const { bytes, size } = counted(document);
  await session.write(partial, bytes);
  const written = await session.find(partial);
  if (written !== undefined && written.size !== size()) throw incomplete(`"${path}"`, size(), written.size);
  return size();
}

async function writeAtOnce(session: FileSession, target: Target, document: Document): Promise<{ path: string; size: number }> {
  const path = await freePath(session, target);
  const { bytes, size } = counted(document);
  await session.write(path, bytes);
  return { path, size: size() };
}

/** Gives the size of the file afterwards. */
async function append(session: FileSession, path: string, document: Document): Promise<number> {
  const before = (await session.find(path))?.size ?? 0;
  const { bytes, size } = counted(document);
  await session.append(path, bytes);
  const after = (await session.find(path))?.size ?? before + size();
  // Others may append at the same time; less than this is none of their doing.
  if (after < before + size()) throw incomplete(`what was to be appended to "${path}"`, size(), Math.max(after - before, 0));
  return after;
}

function counted(document: Document) {
  let size = 0;
  const bytes = async function* () {
    for await (const chunk of document.body.stream()) {
      size += chunk.byteLength;
      yield chunk;
    }
  };
  return { bytes: bytes(), size: () => size };
}

function incomplete(what: string, wanted: number, arrived: number): WeftError {
  return new WeftError('CONNECTION_FAILED', `Of the ${wanted} bytes of ${what} only ${arrived} arrived.`, { retryable: true });
}
