import { blobKeysIn, mayNameBlob } from './blob-keys.ts';
import type { SharedValues } from './durability-contract.ts';
import type { Store } from './store.ts';

export function makeSharedValues({ pool }: Store): SharedValues {
  return {
    async get(environmentId, space, key, now) {
      const { rows } = await pool.query(
        `SELECT document FROM shared_value
         WHERE environment_id = $1 AND space = $2 AND key = $3 AND expires_at > $4 AND document IS NOT NULL`,
        [environmentId, space, key, now],
      );
      return rows[0]?.document;
    },

    async put(environmentId, space, key, document, expiresAt) {
      const { rows } = await pool.query(
        // What is replaced is read as it was before the statement. Of two that replace at once, one body may be left behind:
        // retention finds it.
        `WITH earlier AS (SELECT document FROM shared_value WHERE environment_id = $1 AND space = $2 AND key = $3)
         INSERT INTO shared_value (environment_id, space, key, document, expires_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (environment_id, space, key) DO UPDATE SET document = excluded.document, owner = NULL, expires_at = excluded.expires_at
         RETURNING (SELECT ${mayNameBlob('earlier.document')} FROM earlier) AS document`,
        [environmentId, space, key, JSON.stringify(document), expiresAt],
      );
      return rows.flatMap((row) => blobKeysIn(row.document));
    },

    async remove(environmentId, space, key) {
      const { rows } = await pool.query(
        `DELETE FROM shared_value WHERE environment_id = $1 AND space = $2 AND key = $3 RETURNING ${mayNameBlob('document')} AS document`,
        [environmentId, space, key],
      );
      return rows.flatMap(({ document }) => blobKeysIn(document));
    },

    async claim(environmentId, space, key, owner, now, expiresAt) {
      const { rowCount } = await pool.query(
        `INSERT INTO shared_value (environment_id, space, key, owner, expires_at) VALUES ($1, $2, $3, $4, $6)
         ON CONFLICT (environment_id, space, key) DO UPDATE SET document = NULL, owner = excluded.owner, expires_at = excluded.expires_at
         WHERE shared_value.expires_at <= $5 OR shared_value.owner = excluded.owner`,
        [environmentId, space, key, owner, now, expiresAt],
      );
      return rowCount === 1;
    },
  };
}
