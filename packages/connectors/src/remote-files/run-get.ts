import { createHash } from 'node:crypto';
import type { Document } from '@weft/document';
import { WeftError } from '@weft/errors';
import type { Emission, StepContext, StepRun, StepTools } from '@weft/step-kit/executor';
import { fileContentType } from './file-content-type.ts';
import { fileNamePattern } from './file-name-pattern.ts';
import type { GetConfig } from './get-step.ts';
import { localCopy } from './local-copy.ts';
import { folderOf, joined, nameOf, remoteFilePath, remotePath } from './remote-path.ts';
import { byName } from './run-list.ts';
import type { FileSession, FilesClient, RemoteFile } from './session.ts';
import { moveInto } from './target-path.ts';

const dayMs = 86_400_000;

/** Fetches what fits; each file goes on when all of it is here, and what is done with it afterwards has been done. */
export function prepareGet(config: GetConfig, tools: StepTools): StepRun {
  const connection = tools.connection<FilesClient>(config.connection);
  const findAll = finder(config, tools);
  const moveTo = config.after.kind === 'move' ? tools.template(config.after.folder, '/after/folder') : undefined;
  return async function* run(document, context) {
    const { execution, signal } = context;
    const client = await connection.client(signal);
    const target = moveTo === undefined ? undefined : remotePath(await moveTo(document, execution));
    const find = await findAll(document, context);
    let given = 0;
    for (const file of await client.use(signal, find)) {
      const claim = claimOf(config, document, context, file);
      if (!(await claim.take())) continue;
      const emission = await fetchFile(client, file, { config, target, document, signal }).catch(async (thrown: unknown) => {
        await claim.giveBack();
        throw thrown;
      });
      // Somebody else was faster.
      if (emission === undefined) continue;
      given += 1;
      yield emission;
      if (config.files.kind === 'all' && given >= config.files.filesMax) return;
      if (config.files.kind === 'newest') return;
    }
    if (given === 0) yield { port: 'none', properties: { ...document.properties, files_found: 0 } };
  };
}

interface Fetching {
  readonly config: GetConfig;
  readonly target: string | undefined;
  readonly document: Document;
  readonly signal: AbortSignal;
}

async function fetchFile(
  client: FilesClient,
  file: RemoteFile,
  { config, target, document, signal }: Fetching,
): Promise<Emission | undefined> {
  return client.use(signal, async (session) => {
    try {
      const type = config.contentType === '' ? fileContentType(file.name) : config.contentType;
      const body = await localCopy(session.read(file.path), type);
      if (config.after.kind === 'delete') await session.remove(file.path);
      const path = target === undefined ? file.path : await moved(session, file, target);
      const properties = {
        ...document.properties,
        file_name: file.name,
        file_path: path,
        file_size: body.size ?? file.size,
        ...(file.modified === undefined ? {} : { file_modified: file.modified.toISOString() }),
      };
      return { port: 'file', body, properties };
    } catch (thrown) {
      if (thrown instanceof WeftError && thrown.code === 'NOT_FOUND') return undefined;
      throw thrown;
    }
  });
}

async function moved(session: FileSession, file: RemoteFile, folder: string): Promise<string> {
  if (folder !== '') await session.makeFolder(folder);
  return moveInto(session, file.path, { path: joined(folder, file.name), conflict: 'number' });
}

type Find = (session: FileSession) => Promise<readonly RemoteFile[]>;

/** The files that a document asks for, in the order in which they are to be tried. */
function finder({ files, once }: GetConfig, tools: StepTools): (document: Document, context: StepContext) => Promise<Find> {
  if (files.kind === 'path') {
    const template = tools.template(files.path, '/files/path');
    return async (document, { execution }) => {
      const path = remoteFilePath(await template(document, execution));
      return async (session) => {
        const found = await session.find(path);
        return found === undefined || found.isFolder ? [] : [{ ...found, name: nameOf(path), path }];
      };
    };
  }
  const folder = tools.template(files.folder, '/files/folder');
  const pattern = tools.template(files.pattern, '/files/pattern');
  const order = files.kind === 'newest' ? 'newest' : files.order;
  return async (document, { execution }) => {
    const at = remotePath(await folder(document, execution));
    const fits = fileNamePattern(await pattern(document, execution));
    return async (session) => {
      const found = (await session.list(at))
        .filter(({ name, isFolder }) => !isFolder && fits(name) && !name.endsWith('.weft-part'))
        .sort(byName);
      // Without its time, a file that has changed could not be told from one that was taken.
      const dated = order === 'name' && !once ? found : await withTimes(session, found);
      if (order === 'name') return dated;
      if (dated.length > 1 && dated.some(({ modified }) => modified === undefined)) {
        throw new WeftError(
          'STEP_FAILED',
          'The server does not tell when files were changed, so nobody knows which is the newest or oldest. Order them by name.',
        );
      }
      return dated.sort((a, b) => (order === 'oldest' ? 1 : -1) * (timeOf(a) - timeOf(b) || byName(a, b)));
    };
  };
}

/** Some listings tell no times; then each file is asked for. */
async function withTimes(session: FileSession, files: readonly RemoteFile[]): Promise<RemoteFile[]> {
  const result: RemoteFile[] = [];
  for (const file of files) result.push(file.modified === undefined ? ((await session.find(file.path)) ?? file) : file);
  return result;
}

function timeOf({ modified }: RemoteFile): number {
  return modified?.getTime() ?? 0;
}

/** The mark that a file was taken. The same document of the same execution may take it again: it was killed in between. */
function claimOf(config: GetConfig, document: Document, { store, execution }: StepContext, file: RemoteFile) {
  if (!config.once) return { take: async () => true, giveBack: async () => {} };
  if (store === undefined) {
    throw new WeftError('STEP_FAILED', 'Files can be taken once only where there is a store that remembers them, and there is none here.');
  }
  const space = `files:${config.connection}`;
  const key = createHash('sha256')
    .update(JSON.stringify([folderOf(file.path), file.name, file.size, file.modified?.getTime() ?? 0]))
    .digest('hex');
  return {
    take: () => store.claim(space, key, `${execution.id} ${document.id}`, config.rememberDays * dayMs),
    // A file that could not be fetched is one for the next time.
    giveBack: () => store.remove(space, key).catch(() => {}),
  };
}
