import { readFileSync } from 'node:fs';
import path from 'node:path';

/** While nobody has an account: where the first one is made. The code is good once and readable by this user only. */
export function signInHint(studioUrl: string, dataDir: string): string | undefined {
  try {
    const code = readFileSync(path.join(dataDir, 'set-up-code'), 'utf8').trim();
    return code === '' ? undefined : `Make the first account: ${studioUrl}/sign-in?code=${encodeURIComponent(code)}`;
  } catch {
    return undefined;
  }
}
