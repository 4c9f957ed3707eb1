import { access, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { WeftError } from '@weft/errors';
import { type Api, openApi } from './api.ts';
import { installConnections } from './install.ts';
import { readConnectionFile } from './read-connection-file.ts';

export interface Installed {
  /** The ids of the processes that were new. */
  readonly created: readonly string[];
  /** Those that were there, or that somebody has deleted: they are left alone. */
  readonly kept: readonly string[];
}

/**
 * Installs the examples in `dir` (`<name>/process.json`, with `connections.json` beside it where it needs some) and
 * publishes what is new. May be repeated: connections follow `variables`, processes that exist or were deleted stay so.
 *
 * @throws WeftError naming the example that could not be installed.
 */
export async function installExamples(options: {
  readonly baseUrl: string;
  readonly token: string;
  readonly dir: string;
  /** For `${NAME}` in `connections.json`. */
  readonly variables: Readonly<Record<string, string | undefined>>;
}): Promise<Installed> {
  const api = openApi(options);
  const created: string[] = [];
  const kept: string[] = [];
  for (const id of await exampleNames(options.dir)) {
    const folder = path.join(options.dir, id);
    const connections = await readJson(path.join(folder, 'connections.json'));
    if (connections !== undefined) await installConnections(api, readConnectionFile(connections, options.variables));

    const { processes } = await api.call<{ processes: Array<{ id: string }> }>('GET', '/processes');
    const exists = processes.some((process) => process.id === id);
    const isNew = !exists && (await create(api, id, await readJson(path.join(folder, 'process.json'))));
    if (!exists && !isNew) {
      kept.push(id);
      continue;
    }
    // An installation that was interrupted between the two is finished; what somebody has unpublished has versions.
    const { versions } = await api.call<{ versions: unknown[] }>('GET', `/processes/${id}/versions`);
    if (versions.length === 0) await api.call('POST', `/processes/${id}/publish`, { note: 'Example' });
    (isNew ? created : kept).push(id);
  }
  return { created, kept };
}

/** False where the id was used before and the process deleted. */
async function create(api: Api, id: string, file: unknown): Promise<boolean> {
  try {
    await api.call('POST', '/processes', { id, file });
    return true;
  } catch (thrown) {
    if (thrown instanceof WeftError && thrown.code === 'CONFLICT') return false;
    throw thrown;
  }
}

async function exampleNames(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true }).catch((cause: unknown) => {
    throw new WeftError('NOT_FOUND', `There is no folder ${dir}.`, { cause });
  });
  const names: string[] = [];
  for (const entry of entries) {
    if (entry.isDirectory() && (await exists(path.join(dir, entry.name, 'process.json')))) names.push(entry.name);
  }
  return names.sort();
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

async function readJson(file: string): Promise<unknown> {
  if (!(await exists(file))) return undefined;
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw new WeftError('REQUEST_INVALID', `${file} is not JSON.`, { cause });
  }
}
