import type { ManagementServices } from '../services.ts';
import { backupVersion, type FileLine, writeBackupFile } from './backup-file.ts';

export interface BackupRequest {
  readonly executions: boolean;
  /** Also the bodies that rows name: of parked documents, cached values, executions that wait. */
  readonly bodies: boolean;
  readonly by: string;
}

/** Bytes of a body in one line. */
const pieceBytes = 512 * 1024;

/** All that is stored, as the bytes of one file. Secrets stay sealed in it. */
export async function makeBackup(
  { database, blobs, now }: Pick<ManagementServices, 'database' | 'blobs' | 'now'>,
  { executions, bodies, by }: BackupRequest,
): Promise<ReadableStream<Uint8Array>> {
  await database.audit.add({ by, action: 'backup.made', subject: 'installation', detail: { executions, bodies } });
  const header = {
    ...({ format: 'weft-backup', version: backupVersion } as const),
    ...{ madeAt: now().toISOString(), migrations: [...(await database.backup.migrations())], executions, bodies },
  };
  const rows = await database.backup.read({ executions });
  return writeBackupFile(header, lines());

  async function* lines(): AsyncIterable<FileLine> {
    const named = new Map<string, number>();
    for await (const [table, row] of rows) {
      if (bodies) for (const text of Object.values(row)) for (const { key, size } of blobsIn(text)) named.set(key, size);
      yield [table, row];
    }
    for (const [key, size] of named) yield* body(key, size);
  }

  async function* body(key: string, size: number): AsyncIterable<FileLine> {
    let piece: Uint8Array[] = [];
    let bytes = 0;
    const flushed = (last: boolean): FileLine => {
      const base64 = Buffer.concat(piece).toString('base64');
      piece = [];
      bytes = 0;
      return ['$body', { key, base64, last: last ? 'yes' : null }];
    };
    try {
      for await (const chunk of blobs.source({ key, size }).open()) {
        piece.push(chunk);
        bytes += chunk.byteLength;
        if (bytes >= pieceBytes) yield flushed(false);
      }
      yield flushed(true);
    } catch {
      // It went while the backup was made: with what named it, which was there a moment ago.
    }
  }
}

/** The same as blobKeysIn of the database, over a column's text. */
function* blobsIn(text: string | null): Iterable<{ readonly key: string; readonly size: number }> {
  if (text === null || !text.includes('"blob"')) return;
  for (const [, key = '', size] of text.matchAll(/"blob"\s*:\s*\{\s*"key"\s*:\s*"([0-9a-f-]{36})"\s*,\s*"size"\s*:\s*(\d+)/g)) {
    yield { key, size: Number(size) };
  }
}
