import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { WeftError } from '@weft/errors';
import pg from 'pg';

/** The advisory lock that Prisma's own `migrate deploy` takes, so that both exclude each other. */
const migrationLock = 72707369;

interface Migration {
  readonly name: string;
  readonly sql: string;
  /** SHA-256 (hex) of the file, as Prisma keeps it. */
  readonly checksum: string;
}

/**
 * Brings a database up to date, creating it where it is missing; returns the names of the migrations it applied. Safe to call
 * from several processes at once. It keeps Prisma's book (`_prisma_migrations`), so that `prisma migrate status` agrees, but
 * starts in milliseconds where Prisma's command needs seconds and an engine.
 * @throws WeftError `DATABASE_UNAVAILABLE` where the server cannot be reached, or a migration fails or failed before.
 */
export async function migrate(url: string): Promise<string[]> {
  try {
    await createDatabase(url);
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      await client.query('SELECT pg_advisory_lock($1)', [migrationLock]);
      return await applyMissing(client, await readMigrations());
    } finally {
      await client.end();
    }
  } catch (cause) {
    if (cause instanceof WeftError) throw cause;
    const { host } = new URL(url);
    throw new WeftError(
      'DATABASE_UNAVAILABLE',
      `The database at ${host} cannot be prepared: ${cause instanceof Error ? cause.message : cause}`,
      { cause },
    );
  }
}

async function createDatabase(url: string): Promise<void> {
  const wanted = new URL(url);
  const name = decodeURIComponent(wanted.pathname.slice(1));
  if (await canConnect(url)) return;
  const maintenance = new URL(url);
  maintenance.pathname = '/postgres';
  const client = new pg.Client({ connectionString: String(maintenance) });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } catch (error) {
    // Another process was faster: 42P04 is duplicate_database, 23505 the same seen a moment earlier.
    if (!['42P04', '23505'].includes((error as pg.DatabaseError).code ?? '')) throw error;
  } finally {
    await client.end();
  }
}

/** False only where the server says that there is no such database. */
async function canConnect(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch (error) {
    if ((error as pg.DatabaseError).code === '3D000') return false;
    throw error;
  }
}

async function readMigrations(): Promise<Migration[]> {
  const migrationsDir = resolve(import.meta.dirname, '../../../prisma/migrations');
  const entries = await readdir(migrationsDir, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.toSorted().map(async (name) => {
      const sql = await readFile(join(migrationsDir, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

async function applyMissing(client: pg.Client, migrations: readonly Migration[]): Promise<string[]> {
  await client.query(`CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id" VARCHAR(36) PRIMARY KEY NOT NULL, "checksum" VARCHAR(64) NOT NULL, "finished_at" TIMESTAMPTZ,
    "migration_name" VARCHAR(255) NOT NULL, "logs" TEXT, "rolled_back_at" TIMESTAMPTZ,
    "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(), "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`);
  const { rows } = await client.query<{ migration_name: string; checksum: string; finished_at: Date | null }>(
    'SELECT migration_name, checksum, finished_at FROM "_prisma_migrations" WHERE rolled_back_at IS NULL',
  );
  const known = new Map(rows.map((row) => [row.migration_name, row]));
  const applied: string[] = [];
  for (const migration of migrations) {
    const before = known.get(migration.name);
    if (before === undefined) {
      await apply(client, migration);
      applied.push(migration.name);
    } else if (before.finished_at === null) {
      throw new WeftError(
        'DATABASE_UNAVAILABLE',
        `The migration ${migration.name} failed before and has to be mended by hand: see its "logs" in _prisma_migrations.`,
      );
    } else if (before.checksum !== migration.checksum) {
      throw new WeftError(
        'DATABASE_UNAVAILABLE',
        `The migration ${migration.name} was changed after it had been applied. Restore its file and add a new migration.`,
      );
    }
  }
  return applied;
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  const id = randomUUID();
  await client.query('INSERT INTO "_prisma_migrations" (id, checksum, migration_name) VALUES ($1, $2, $3)', [
    id,
    migration.checksum,
    migration.name,
  ]);
  try {
    // Several statements in one simple query are one transaction.
    await client.query(migration.sql);
  } catch (cause) {
    const text = cause instanceof Error ? cause.message : String(cause);
    await client.query('UPDATE "_prisma_migrations" SET logs = $2 WHERE id = $1', [id, text]);
    throw new WeftError('DATABASE_UNAVAILABLE', `The migration ${migration.name} failed: ${text}`, { cause });
  }
  await client.query('UPDATE "_prisma_migrations" SET finished_at = now(), applied_steps_count = 1 WHERE id = $1', [id]);
}
