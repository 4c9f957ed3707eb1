import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Database, Person } from '@weft/database';
import { WeftError } from '@weft/errors';
import { hashPassword } from './password.ts';
import { hashSecretToken, makeSecretToken } from './secret-token.ts';

/** The door for the first admin: open until somebody exists, and only to who knows the one-time code printed at start. */
export interface SetUp {
  /** The code, while it is of use. */
  readonly code: string | undefined;
  isNeeded(): Promise<boolean>;
  /** @throws WeftError `FORBIDDEN` for a wrong code, `CONFLICT` where somebody exists already. */
  complete(request: { code: string; email: string; name: string; password: string }): Promise<Person>;
}

export interface FirstRun {
  readonly adminEmail?: string;
  readonly adminPassword?: string;
  /** The content of `set-up-code` of an earlier start, so that a restart does not make the printed link worthless. */
  readonly code?: string;
}

/**
 * Makes sure that somebody can get in: creates the admin named by the environment, or opens a {@link SetUp} with a code.
 * There is never a default password.
 */
export async function openSetUp(database: Database, firstRun: FirstRun): Promise<SetUp> {
  const { adminEmail, adminPassword } = firstRun;
  if (adminEmail !== undefined && adminPassword !== undefined && (await database.people.count()) === 0) {
    const passwordHash = await hashPassword(adminPassword);
    await database.people.createFirst({ email: adminEmail.toLowerCase(), name: adminEmail, role: 'admin', passwordHash });
  }
  const needed = (await database.people.count()) === 0;
  const code = needed ? (firstRun.code ?? randomBytes(16).toString('base64url')) : undefined;
  return {
    code,
    isNeeded: async () => (await database.people.count()) === 0,
    complete: async (request) => {
      if (code === undefined || !sameText(code, request.code)) {
        throw new WeftError('FORBIDDEN', 'The set-up code is not right. It was printed where Weft was started.');
      }
      const passwordHash = await hashPassword(request.password);
      const person = await database.people.createFirst({
        email: request.email.toLowerCase(),
        name: request.name,
        role: 'admin',
        passwordHash,
      });
      if (person === undefined) throw new WeftError('CONFLICT', 'The first admin exists already. Sign in instead.');
      return person;
    },
  };
}

/**
 * A new admin token for the command line of one data folder; an older one of the same name becomes worthless, for nobody can
 * read it any more.
 */
export async function createCommandLineToken(database: Database, name: string): Promise<string> {
  for (const token of await database.tokens.list()) if (token.name === name) await database.tokens.delete(token.id, 'first run');
  const token = makeSecretToken('weft_token');
  await database.tokens.create({ name, role: 'admin', tokenHash: hashSecretToken(token) }, 'first run');
  return token;
}

function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.byteLength === right.byteLength && timingSafeEqual(left, right);
}
