import { readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';

export interface Earlier {
  readonly url: string;
  readonly masterKey: string;
}

/** A new database beside `url` with what the Weft of that commit had stored. */
export async function loadEarlier(commit: string, url: string): Promise<Earlier> {
  const folder = path.join(import.meta.dirname, commit);
  const [about = '', ...lines] = (await readFile(path.join(folder, 'rows.ndjson'), 'utf8')).trim().split('\n');
  const wanted = new URL(url);
  wanted.pathname = `/earlier_${commit}_${Date.now()}`;
  await run(url, (client) => client.query(`CREATE DATABASE "${wanted.pathname.slice(1)}"`));
  await run(String(wanted), async (client) => {
    await client.query(`CREATE TABLE "_prisma_migrations" ("id" VARCHAR(36) PRIMARY KEY NOT NULL, "checksum" VARCHAR(64) NOT NULL,
      "finished_at" TIMESTAMPTZ, "migration_name" VARCHAR(255) NOT NULL, "logs" TEXT, "rolled_back_at" TIMESTAMPTZ,
      "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(), "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`);
    await client.query(await readFile(path.join(folder, 'schema.sql'), 'utf8'));
    // The migration brings the environment.
    await client.query('DELETE FROM environment');
    for (const line of lines) {
      const [table, row] = JSON.parse(line) as [string, Record<string, string | null>];
      const names = Object.keys(row);
      const places = names.map((_, index) => `$${index + 1}`).join(', ');
      await client.query(`INSERT INTO "${table}" (${names.map((name) => `"${name}"`).join(', ')}) VALUES (${places})`, Object.values(row));
    }
  });
  return { url: String(wanted), masterKey: (JSON.parse(about) as { masterKey: string }).masterKey };
}

/** Takes the database away again. */
export async function dropEarlier({ url }: Earlier, adminUrl: string): Promise<void> {
  await run(adminUrl, (client) => client.query(`DROP DATABASE "${new URL(url).pathname.slice(1)}" WITH (FORCE)`));
}

async function run(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
