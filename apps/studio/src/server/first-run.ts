import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Database } from '@weft/database';
import { createCommandLineToken, openSetUp, type SetUp } from '@weft/management';

/**
 * What the first start of a data folder does: the admin, or a set-up code in `<data folder>/set-up-code` that the person who
 * started Weft can read (and `npm start` prints), and an admin token for the command line in `<data folder>/admin-token`.
 * Both files are readable by their owner only.
 */
export async function firstRun(
  database: Database,
  options: { readonly dataDir: string; readonly adminEmail: string | undefined; readonly adminPassword: string | undefined },
): Promise<SetUp> {
  const codeFile = path.join(options.dataDir, 'set-up-code');
  const kept = await readFile(codeFile, 'utf8').catch(() => '');
  const setUp = await openSetUp(database, {
    ...(options.adminEmail === undefined ? {} : { adminEmail: options.adminEmail }),
    ...(options.adminPassword === undefined ? {} : { adminPassword: options.adminPassword }),
    ...(kept.trim() === '' ? {} : { code: kept.trim() }),
  });
  if (setUp.code === undefined) await rm(codeFile, { force: true });
  else if (kept.trim() !== setUp.code) await writePrivately(codeFile, setUp.code);

  const tokenFile = path.join(options.dataDir, 'admin-token');
  if (!existsSync(tokenFile)) {
    await writePrivately(tokenFile, await createCommandLineToken(database, `command line, ${options.dataDir}`));
  }

  return {
    code: setUp.code,
    isNeeded: () => setUp.isNeeded(),
    complete: async (request) => {
      const person = await setUp.complete(request);
      await rm(codeFile, { force: true });
      return person;
    },
  };
}

/** Never readable by others, not even for a moment, and never half written. */
async function writePrivately(file: string, secret: string): Promise<void> {
  const unfinished = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(unfinished, `${secret}\n`, { mode: 0o600, flag: 'wx' });
  await rename(unfinished, file);
}
