import { WeftError } from '@weft/errors';
import type { StepRun, StepTools } from '@weft/step-kit/executor';
import { folderOf, nameOf, remoteFilePath } from './remote-path.ts';
import type { RenameConfig } from './rename-step.ts';
import type { FilesClient } from './session.ts';
import { moveInto } from './target-path.ts';

/** Renames or moves a file. */
export function prepareRename(config: RenameConfig, tools: StepTools): StepRun {
  const connection = tools.connection<FilesClient>(config.connection);
  const fromTemplate = tools.template(config.from, '/from');
  const toTemplate = tools.template(config.to, '/to');
  return async (document, { execution, signal }) => {
    const from = remoteFilePath(await fromTemplate(document, execution));
    const wanted = remoteFilePath(await toTemplate(document, execution));
    const client = await connection.client(signal);
    return client.use(signal, async (session) => {
      if ((await session.find(from)) === undefined) throw new WeftError('NOT_FOUND', `There is no file "${from}".`);
      const folder = folderOf(wanted);
      if (config.makeFolders && folder !== '') await session.makeFolder(folder);
      const to = await moveInto(session, from, { path: wanted, conflict: config.conflict });
      return { port: 'out', properties: { ...document.properties, file_name: nameOf(to), file_path: to } };
    });
  };
}
