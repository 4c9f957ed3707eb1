import type { Backup } from '../backup-contract.ts';
import type { Store } from '../store.ts';
import { readBackup } from './read-backup.ts';
import { restoreBackup } from './restore-backup.ts';

export function makeBackup({ pool }: Store): Backup {
  return {
    async migrations() {
      const { rows } = await pool.query<{ name: string }>(
        'SELECT migration_name AS name FROM "_prisma_migrations" WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name',
      );
      return rows.map(({ name }) => name);
    },
    read: async (options) => readBackup(pool, options),
    restore: (lines, options) => restoreBackup(pool, lines, options),
  };
}
