import { Body } from '@weft/document';
import type { Emission, StepRun, StepTools } from '@weft/step-kit/executor';
import { fileNamePattern } from './file-name-pattern.ts';
import type { ListConfig } from './list-step.ts';
import { remotePath } from './remote-path.ts';
import type { FilesClient, RemoteFile } from './session.ts';

/** Lists a folder; a folder that is not there fails. */
export function prepareList(config: ListConfig, tools: StepTools): StepRun {
  const connection = tools.connection<FilesClient>(config.connection);
  const folder = tools.template(config.folder, '/folder');
  const pattern = tools.template(config.pattern, '/pattern');
  return async (document, { execution, signal }) => {
    const at = remotePath(await folder(document, execution));
    const fits = fileNamePattern(await pattern(document, execution));
    const client = await connection.client(signal);
    const all = await client.use(signal, (session) => session.list(at));
    const found = all
      .filter(({ name, isFolder }) => fits(name) && (config.include === 'both' || isFolder === (config.include === 'folders')))
      .sort(byName);
    const properties = { ...document.properties, files_found: found.length };
    if (config.result === 'list') return { port: 'out', body: Body.fromValue(found.map(described)), properties };
    return found.map((file): Emission => ({ port: 'out', body: Body.fromValue(described(file)), properties }));
  };
}

function described({ name, path, size, modified, isFolder }: RemoteFile) {
  return { name, path, size, modified: modified?.toISOString() ?? null, folder: isFolder };
}

/** By code points, the same everywhere. */
export function byName(a: RemoteFile, b: RemoteFile): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
