import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '@weft/database/migrate';
import type { TestProject } from 'vitest/node';
import type {} from './fresh-database.ts';
import { startRedis } from './start-redis.ts';
import { startTestPostgres } from './start-test-postgres.ts';

/** The global set-up of the project `int`: one PostgreSQL with a migrated template database, and one Redis, for all tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const redis = await startRedis();
  const dataDir = await mkdtemp(join(tmpdir(), 'weft-postgres-'));
  const postgres = await startTestPostgres({ dataDir });
  const template = new URL(postgres.url);
  template.pathname = '/weft_template';
  await migrate(String(template));
  project.provide('postgresTemplateUrl', String(template));
  project.provide('redisUrl', redis.url);
  return async () => {
    await Promise.all([postgres.stop(), redis.stop()]);
    await rm(dataDir, { recursive: true, force: true });
  };
}
