import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { expect, test } from 'vitest';
import { migrate } from '../src/migrate.ts';
import { useDatabase } from './use-database.ts';

const { url } = useDatabase();

function another(): string {
  const wanted = new URL(url());
  wanted.pathname = `/migrate_${randomUUID().replaceAll('-', '')}`;
  return String(wanted);
}

async function query(database: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test('of several processes that prepare a new database at once one applies each migration', async () => {
  const database = another();
  const applied = await Promise.all(Array.from({ length: 5 }, () => migrate(database)));
  expect(applied.flat().length).toBeGreaterThan(0);
  expect(new Set(applied.flat()).size).toBe(applied.flat().length);
  expect(await query(database, 'SELECT id FROM environment')).toEqual([{ id: 'production' }]);
});

test('the tables are what the Prisma schema says, and Prisma agrees that all migrations were applied', async () => {
  const env = { ...process.env, DATABASE_URL: url() };
  const cwd = resolve(import.meta.dirname, '../../..');
  const prisma = (...args: string[]) => promisify(execFile)('npx', ['prisma', ...args], { cwd, env });
  await expect(prisma('migrate', 'diff', '--from-config-datasource', '--to-schema', 'prisma/schema', '--exit-code')).resolves.toBeDefined();
  expect((await prisma('migrate', 'status')).stdout).toContain('Database schema is up to date!');
});

test('a migration that was changed after it had been applied is refused', async () => {
  await query(url(), `UPDATE "_prisma_migrations" SET checksum = 'other'`);
  await expect(migrate(url())).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE', message: expect.stringContaining('was changed') });
});

test('a migration that failed before stops the start', async () => {
  await query(url(), `UPDATE "_prisma_migrations" SET finished_at = NULL`);
  await expect(migrate(url())).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE', message: expect.stringContaining('failed before') });
});

test('a server that is not there is said without the password', async () => {
  const error = await migrate('postgresql://weft:geheim@127.0.0.1:1/weft').catch((thrown) => thrown);
  expect(error).toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
  expect(`${error.message} ${error.detail}`).not.toContain('geheim');
});
