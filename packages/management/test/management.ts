import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectionDefinitions, stepEntries as connectorEntries } from '@weft/connectors/catalog';
import { type Database, openDatabase, type PersonRole, productionEnvironment } from '@weft/database';
import { createDiskBlobStore } from '@weft/document/disk';
import { createVault, loadMasterKey } from '@weft/secrets';
import { makeCatalog } from '@weft/step-kit';
import { stepEntries } from '@weft/steps/catalog';
import { freshDatabase } from '@weft/testkit';
import { hashPassword } from '../src/access/password.ts';
import { hashSecretToken, makeSecretToken } from '../src/access/secret-token.ts';
import { openSetUp } from '../src/access/set-up.ts';
import { makeSignInLimiter } from '../src/access/sign-in-limiter.ts';
import { createManagementApi, type ManagementServices } from '../src/index.ts';

export const internalToken = 'internal-token-of-the-tests';

export interface Management extends AsyncDisposable {
  readonly database: Database;
  readonly services: ManagementServices;
  /** The API itself, and a token for it. */
  readonly handle: (request: Request) => Promise<Response> | Response;
  tokenOf(role: PersonRole): Promise<string>;
  readonly log: Array<{ event: string; fields: Readonly<Record<string, unknown>> }>;
  request(path: string, init?: RequestInit & { readonly as?: PersonRole | 'nobody'; readonly json?: unknown }): Promise<Response>;
  /** A person with the password `correct horse battery`. */
  addPerson(email: string, role: PersonRole): Promise<void>;
  /** From now on the database cannot be used. */
  closeDatabase(): Promise<void>;
}

export const password = 'correct horse battery';

/** The API over a database of its own. Requests are sent with an admin's token where `as` says nothing else. */
export async function openManagement(options: { readonly code?: string } = {}): Promise<Management> {
  const fresh = await freshDatabase();
  const database = openDatabase({ url: fresh.url, poolMax: 5 });
  const log: Management['log'] = [];
  const blobDir = await mkdtemp(join(tmpdir(), 'weft-blobs-'));
  const services: ManagementServices = {
    database,
    catalog: makeCatalog([...stepEntries, ...connectorEntries], connectionDefinitions),
    blobs: createDiskBlobStore(blobDir),
    vault: createVault(await loadMasterKey({ env: { WEFT_MASTER_KEY: Buffer.alloc(32, 7).toString('base64') }, dataDir: '' })),
    internalToken,
    environmentId: productionEnvironment,
    gatewayUrl: 'http://gateway.test:8080',
    setUp: await openSetUp(database, { code: options.code ?? 'set-up-code' }),
    signInLimiter: makeSignInLimiter(Date.now),
    now: () => new Date(),
    log: (event, fields) => log.push({ event, fields }),
  };
  const api = createManagementApi(services);
  const tokens = new Map<PersonRole, string>();
  const tokenOf = async (role: PersonRole): Promise<string> => {
    const known = tokens.get(role);
    if (known !== undefined) return known;
    const token = makeSecretToken('weft_token');
    await database.tokens.create({ name: `test ${role}`, role, tokenHash: hashSecretToken(token) }, 'test');
    tokens.set(role, token);
    return token;
  };
  let closing: Promise<void> | undefined;
  const closeDatabase = (): Promise<void> => {
    closing ??= database.close();
    return closing;
  };
  return {
    database,
    services,
    handle: (request) => api.fetch(request),
    tokenOf,
    closeDatabase,
    log,
    request: async (path, { as = 'admin', json, ...init } = {}) => {
      const headers = new Headers(init.headers);
      if (as !== 'nobody') headers.set('authorization', `Bearer ${await tokenOf(as)}`);
      if (json !== undefined) headers.set('content-type', 'application/json');
      const body = json === undefined ? init.body : JSON.stringify(json);
      return api.fetch(new Request(`http://studio.test/api/v1${path}`, { ...init, headers, ...(body == null ? {} : { body }) }));
    },
    addPerson: async (email, role) => {
      await database.people.create({ email, name: email, role, passwordHash: await hashPassword(password) }, 'test');
    },
    [Symbol.asyncDispose]: async () => {
      await closeDatabase();
      await fresh.drop();
      await rm(blobDir, { recursive: true });
    },
  };
}

export { startInternalServer } from './internal-server.ts';
export { serve } from './serve.ts';
