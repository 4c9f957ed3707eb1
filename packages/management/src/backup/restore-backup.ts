import type { BackupLine, BackupRow } from '@weft/database';
import { toWeftError, WeftError } from '@weft/errors';
import type { ManagementServices } from '../services.ts';
import { type FileLine, readBackupFile } from './backup-file.ts';

export interface RestoreRequest {
  readonly body: ReadableStream<Uint8Array> | null;
  /** Removes what is here; otherwise anything but an empty installation is refused. */
  readonly replace: boolean;
  /** Connections come without their secrets: for whoever has lost the key. */
  readonly dropSecrets: boolean;
  readonly by: string;
  readonly keepToken: string | undefined;
}

export interface Restored {
  readonly madeAt: string;
  readonly rows: number;
  readonly bodies: number;
}

type Services = Pick<ManagementServices, 'database' | 'blobs' | 'vault'>;

/**
 * Makes this installation what the backup is of: everything, or nothing where it does not fit.
 * @throws WeftError `REQUEST_INVALID` for what is no whole backup, or one of a newer Weft; `CONFLICT` where something is here;
 * `SECRET_UNREADABLE` where the master key here does not open its secrets.
 */
export async function restoreBackup(services: Services, { body, replace, dropSecrets, by, keepToken }: RestoreRequest): Promise<Restored> {
  const { header, lines } = await readBackupFile(body);
  const known = await services.database.backup.migrations();
  const newer = header.migrations.find((name) => !known.includes(name));
  if (newer !== undefined) {
    throw new WeftError('REQUEST_INVALID', `The backup was made by a newer Weft, whose database has "${newer}". Update this one first.`);
  }
  let bodies = 0;
  const rows = await services.database.backup.restore(tables(), { replace, keepToken });
  const detail = { madeAt: header.madeAt, rows, bodies, replace, dropSecrets };
  await services.database.audit.add({ by, action: 'backup.restored', subject: 'installation', detail });
  return { madeAt: header.madeAt, rows, bodies };

  /** The rows, checked; bodies are stored on the way: those that nothing names are removed with time. */
  async function* tables(): AsyncIterable<BackupLine> {
    const pieces = bodyWriter(services.blobs);
    for await (const [kind, content] of lines) {
      if (kind === '$body') bodies += await pieces(content);
      else yield [kind, kind === 'connection' ? connection(content) : content];
    }
  }

  function connection(row: BackupRow): BackupRow {
    const { id, sealed_secrets: sealed, name } = row;
    if (dropSecrets) return { ...row, sealed_secrets: services.vault.seal({}, id ?? ''), secrets_set: '{}' };
    try {
      services.vault.open(sealed ?? '', id ?? '');
      return row;
    } catch (thrown) {
      throw new WeftError(
        'SECRET_UNREADABLE',
        `The secrets of the connection "${name}" cannot be read with the master key of this installation. Give it the key of the one that was backed up (WEFT_MASTER_KEY, or the file master-key) and restore again; or restore without secrets and enter them anew.`,
        { cause: toWeftError(thrown), status: 409 },
      );
    }
  }
}

/** Puts the pieces of bodies together, one body after another. Returns 1 when one is whole. */
function bodyWriter(blobs: ManagementServices['blobs']): (piece: FileLine[1]) => Promise<number> {
  let chunks: Uint8Array[] = [];
  return async ({ key, base64, last }) => {
    chunks.push(Buffer.from(base64 ?? '', 'base64'));
    if (last === null) return 0;
    const whole = chunks;
    chunks = [];
    await blobs.putAs(key ?? '', whole);
    return 1;
  };
}
