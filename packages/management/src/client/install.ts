import { WeftError } from '@weft/errors';
import type { Api } from './api.ts';

interface StoredProcess {
  readonly id: string;
  readonly revision: number;
}

/** What a file of connections holds: as the API takes them, each with a stable id. */
export interface ConnectionFile {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly secrets?: Readonly<Record<string, string>>;
}

/**
 * Stores a process file as a new process, or as the draft of the process with this id. Doing it twice does it once.
 * @throws WeftError `PROCESS_INVALID`, `CONFLICT` where somebody saves at the same moment.
 */
export async function installProcess(
  api: Api,
  file: unknown,
  id?: string,
): Promise<{ readonly id: string; readonly outcome: 'created' | 'replaced' }> {
  const stored = id === undefined ? undefined : await findProcess(api, id);
  if (stored === undefined) {
    const made = await api.call<StoredProcess>('POST', '/processes', { ...(id === undefined ? {} : { id }), file });
    return { id: made.id, outcome: 'created' };
  }
  await api.call('PUT', `/processes/${encodeURIComponent(stored.id)}/draft`, { revision: stored.revision, file });
  return { id: stored.id, outcome: 'replaced' };
}

/** Stores connections under their ids, replacing those that are there. */
export async function installConnections(api: Api, connections: readonly ConnectionFile[]): Promise<void> {
  const { connections: stored } = await api.call<{ connections: Array<{ id: string }> }>('GET', '/connections');
  const known = new Set(stored.map(({ id }) => id));
  for (const { id, ...connection } of connections) {
    if (known.has(id)) await api.call('PUT', `/connections/${encodeURIComponent(id)}`, connection);
    else await api.call('POST', '/connections', { id, ...connection });
  }
}

async function findProcess(api: Api, id: string): Promise<StoredProcess | undefined> {
  try {
    return await api.call<StoredProcess>('GET', `/processes/${encodeURIComponent(id)}`);
  } catch (thrown) {
    if (thrown instanceof WeftError && thrown.code === 'NOT_FOUND') return undefined;
    throw thrown;
  }
}
