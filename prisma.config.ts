import { join } from 'node:path';
import { defineConfig } from 'prisma/config';

// Prisma's own engine is a download; this one comes with npm (see the comment in the file).
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= join(import.meta.dirname, 'tooling/prisma/schema-engine.mjs');

export default defineConfig({
  schema: join('prisma', 'schema'),
  migrations: { path: join('prisma', 'migrations') },
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://localhost/weft' },
});
