import { hkdfSync, randomBytes, randomUUID } from 'node:crypto';
import { chmod, link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WeftError } from '@weft/errors';
import { type Secret, secret } from './secret.ts';

/** One key and the name it is known by in what it sealed. */
interface Key {
  /** Derived from the key, tells nothing about it. */
  readonly id: string;
  readonly bytes: Buffer;
}

/** The keys of an installation: the first one seals, the others still open what they sealed. */
export type MasterKey = Secret<readonly [Key, ...Key[]]>;

export interface LoadMasterKeyOptions {
  /** `WEFT_MASTER_KEY` is read from it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Its file `master-key` is used where the variable is not set, and made where it is missing. */
  readonly dataDir: string;
}

const keyBytes = 32;

/**
 * Reads the master key: 32 bytes in base64, base64url or hex; several, new ones first, separated by commas or line breaks.
 * Processes that start at once on one new data folder get the same key.
 * @throws WeftError `SETTING_INVALID` where it is not of that form, or others than its owner can read the file.
 */
export async function loadMasterKey({ env, dataDir }: LoadMasterKeyOptions): Promise<MasterKey> {
  const text = env['WEFT_MASTER_KEY'];
  if (text !== undefined && text.trim() !== '') return parseMasterKey(text, 'WEFT_MASTER_KEY');
  const file = join(dataDir, 'master-key');
  await makeIfMissing(dataDir, file);
  const { mode } = await stat(file);
  if ((mode & 0o077) !== 0) {
    const now = (mode & 0o777).toString(8).padStart(4, '0');
    throw new WeftError('SETTING_INVALID', `The key file ${file} can be read by others (mode ${now}). Run: chmod 600 ${file}`);
  }
  return parseMasterKey(await readFile(file, 'utf8'), file);
}

function parseMasterKey(text: string, source: string): MasterKey {
  const parts = text.split(/[\s,]+/).filter((part) => part !== '');
  const [first, ...older] = parts.map((part) => toKey(part, source));
  if (first === undefined) throw new WeftError('SETTING_INVALID', `${source} holds no key. Put back the one it held, or a backup of it.`);
  return secret([first, ...older] as const);
}

function toKey(text: string, source: string): Key {
  const bytes = Buffer.from(text, /^[0-9a-f]{64}$/i.test(text) ? 'hex' : 'base64');
  if (bytes.length !== keyBytes || !/^[\w+/-]+=*$/.test(text)) {
    throw new WeftError('SETTING_INVALID', `${source} holds something that is not a key: a key is ${keyBytes} bytes in base64 or hex.`);
  }
  return { id: Buffer.from(hkdfSync('sha256', bytes, '', 'weft key id', 6)).toString('base64url'), bytes };
}

/** A link appears whole or not at all, and never over a file that is there. */
async function makeIfMissing(dataDir: string, file: string): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  const there = await stat(file).catch(() => undefined);
  if (there !== undefined) return;
  const draft = `${file}.${randomUUID()}`;
  try {
    await writeFile(draft, `${randomBytes(keyBytes).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
    await chmod(draft, 0o600);
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
}
