import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { WeftError } from '@weft/errors';
import { type Api, openApi } from '@weft/management/client';

/** Everything outside that the command line touches. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** To standard output. */
  readonly write: (text: string) => void;
  /** To standard error. */
  readonly complain: (text: string) => void;
  /** All of standard input. */
  readonly readInput: () => Promise<Uint8Array>;
  /** Aborts when somebody presses Ctrl-C. */
  readonly stopped: AbortSignal;
}

export function baseUrlOf({ env }: Surroundings): string {
  return env['WEFT_URL'] || 'http://127.0.0.1:3000';
}

/** `WEFT_TOKEN`, else what the first run left in the data folder. @throws WeftError `UNAUTHENTICATED` saying where to get one. */
export function tokenOf({ env, cwd }: Surroundings): string {
  const given = env['WEFT_TOKEN'];
  if (given !== undefined && given !== '') return given;
  const file = path.resolve(cwd, env['WEFT_DATA_DIR'] || '.weft', 'admin-token');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  throw new WeftError(
    'UNAUTHENTICATED',
    `There is no API token: set WEFT_TOKEN, or WEFT_DATA_DIR to the data folder of Weft (${file} is not there).`,
  );
}

export function apiOf(surroundings: Surroundings): Api {
  return openApi({ baseUrl: baseUrlOf(surroundings), token: tokenOf(surroundings) });
}

/** The bytes of a file; of standard input for `-`. @throws WeftError `NOT_FOUND`, `REQUEST_INVALID` where it cannot be read. */
export async function readFileOrInput(file: string, surroundings: Surroundings): Promise<Uint8Array> {
  if (file === '-') return surroundings.readInput();
  const at = path.resolve(surroundings.cwd, file);
  if (!existsSync(at)) throw new WeftError('NOT_FOUND', `There is no file ${file}.`);
  try {
    return readFileSync(at);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    throw new WeftError('REQUEST_INVALID', `${file} ${code === 'EISDIR' ? 'is a folder' : `cannot be read (${code})`}.`, { cause });
  }
}

/** @throws WeftError `NOT_FOUND`, `REQUEST_INVALID` where the file is not JSON. */
export async function readJsonFile(file: string, surroundings: Surroundings): Promise<unknown> {
  const text = new TextDecoder().decode(await readFileOrInput(file, surroundings));
  try {
    const value: unknown = JSON.parse(text);
    // Reading takes any depth, writing it to the server does not.
    JSON.stringify(value);
    return value;
  } catch (cause) {
    if (cause instanceof RangeError) throw new WeftError('REQUEST_INVALID', `${file} nests too deeply.`, { cause });
    throw new WeftError('REQUEST_INVALID', `${file} is not JSON: ${cause instanceof Error ? cause.message : ''}`, { cause });
  }
}
