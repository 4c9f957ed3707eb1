import { type FreshDatabase, freshDatabase } from '@weft/testkit';
import { afterEach, beforeEach } from 'vitest';
import type { Database } from '../src/contract.ts';
import { openDatabase } from '../src/open-database.ts';

/** A database of its own for each test of a file. */
export function useDatabase(): { readonly open: () => Database; readonly url: () => string } {
  let fresh: FreshDatabase;
  let opened: Database[] = [];
  beforeEach(async () => {
    fresh = await freshDatabase();
  });
  afterEach(async () => {
    await Promise.all(opened.map((database) => database.close()));
    opened = [];
    await fresh.drop();
  });
  return {
    url: () => fresh.url,
    open: () => {
      const database = openDatabase({ url: fresh.url });
      opened.push(database);
      return database;
    },
  };
}
