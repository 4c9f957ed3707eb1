import type { StepRun, StepTools } from '@weft/step-kit/executor';
import type { DeleteConfig } from './delete-step.ts';
import { nameOf, remoteFilePath } from './remote-path.ts';
import type { FilesClient } from './session.ts';

/** Deletes a file; that it was gone before is no failure, so that the step may run again. */
export function prepareDelete(config: DeleteConfig, tools: StepTools): StepRun {
  const connection = tools.connection<FilesClient>(config.connection);
  const template = tools.template(config.path, '/path');
  return async (document, { execution, signal }) => {
    const path = remoteFilePath(await template(document, execution));
    const client = await connection.client(signal);
    const deleted = await client.use(signal, (session) => session.remove(path));
    return { port: 'out', properties: { ...document.properties, file_name: nameOf(path), file_path: path, file_deleted: deleted } };
  };
}
