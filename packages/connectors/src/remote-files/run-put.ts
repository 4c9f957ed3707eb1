import { randomUUID } from 'node:crypto';
import { WeftError } from '@weft/errors';
import type { StepRun, StepTools } from '@weft/step-kit/executor';
import type { PutConfig } from './put-step.ts';
import { folderOf, joined, nameOf, remoteFilePath } from './remote-path.ts';
import type { FileSession, FilesClient } from './session.ts';
import { targetPath } from './target-path.ts';

/** Writes under another name first: whoever watches the folder sees a file under its name only when it is whole. */
export function preparePut(config: PutConfig, tools: StepTools): StepRun {
  const connection = tools.connection<FilesClient>(config.connection);
  const template = tools.template(config.path, '/path');
  return async (document, { execution, signal }) => {
    const wanted = remoteFilePath(await template(document, execution));
    const client = await connection.client(signal);
    let left: string | undefined;
    const work = client.use(signal, async (session) => {
      const path = await target(session, wanted, config);
      const name = { file_name: nameOf(path ?? wanted), file_path: path ?? wanted };
      if (path === undefined) return { port: 'skipped', properties: { ...document.properties, ...name } };
      const folder = folderOf(path);
      if (config.makeFolders && folder !== '') await session.makeFolder(folder);
      const partial = joined(folder, `.${randomUUID()}.weft-part`);
      left = partial;
      const size = await writeWhole(session, { path, partial }, document.body.stream());
      return { port: 'out', properties: { ...document.properties, ...name, file_size: size } };
    });
    return work.catch(async (thrown: unknown) => {
      const tidied = left === undefined ? undefined : tidy(client, left);
      // Whoever cancels does not wait for this.
      if (!signal.aborted) await tidied;
      throw thrown;
    });
  };
}

/** undefined where the file that is there stays. */
async function target(session: FileSession, path: string, { conflict }: PutConfig): Promise<string | undefined> {
  if (conflict !== 'skip') return targetPath(session, path, conflict);
  return (await session.find(path)) === undefined ? path : undefined;
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
  bytes: AsyncIterable<Uint8Array>,
): Promise<number> {
  let size = 0;
  const counted = async function* () {
    for await (const chunk of bytes) {
      size += chunk.byteLength;
      yield chunk;
    }
  };
  await session.write(partial, counted());
  const written = await session.find(partial);
  if (written !== undefined && written.size !== size) {
    throw new WeftError('CONNECTION_FAILED', `Of the ${size} bytes of "${path}" only ${written.size} arrived. Nothing has that name now.`, {
      retryable: true,
    });
  }
  await session.rename(partial, path);
  return size;
}
