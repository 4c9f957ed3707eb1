/** What somebody may do, weakest first: each role may do all that those before it may. */
export const roles = ['viewer', 'editor', 'operator', 'admin'] as const;
export type PersonRole = (typeof roles)[number];

export interface Person {
  readonly id: string;
  /** Kept in lower case. */
  readonly email: string;
  readonly name: string;
  readonly role: PersonRole;
  readonly createdAt: Date;
}

export interface NewPerson {
  readonly email: string;
  readonly name: string;
  readonly role: PersonRole;
  /** As `hashPassword` of @weft/management writes it; never the password. */
  readonly passwordHash: string;
}

/** Those who may sign in to the studio. Every change is audited in the same transaction. */
export interface People {
  count(): Promise<number>;
  list(): Promise<Person[]>;
  get(id: string): Promise<Person | undefined>;
  /** The only method that gives a password hash out. */
  forSignIn(email: string): Promise<(Person & { readonly passwordHash: string }) | undefined>;
  /** @throws WeftError `CONFLICT` where the address is taken. */
  create(person: NewPerson, by: string): Promise<Person>;
  /** Creates the first person, whatever runs beside it; undefined where somebody exists already. */
  createFirst(person: NewPerson): Promise<Person | undefined>;
  /** @throws WeftError `NOT_FOUND`, `CONFLICT` where no admin would be left. */
  changeRole(id: string, role: PersonRole, by: string): Promise<Person>;
  /** Ends all sessions of the person. @throws WeftError `NOT_FOUND`. */
  changePassword(id: string, passwordHash: string, by: string): Promise<void>;
  /** Sessions go with the person. @throws WeftError `NOT_FOUND`, `CONFLICT` where no admin would be left. */
  remove(id: string, by: string): Promise<void>;
}

/** Signed-in browsers. Only SHA-256 hashes (hex) of session tokens are stored. */
export interface Sessions {
  create(session: { readonly tokenHash: string; readonly personId: string; readonly expiresAt: Date }): Promise<void>;
  /** undefined where there is none or it has expired. */
  find(tokenHash: string, now: Date): Promise<{ readonly person: Person; readonly expiresAt: Date } | undefined>;
  extend(tokenHash: string, expiresAt: Date): Promise<void>;
  delete(tokenHash: string): Promise<void>;
}

export interface ApiToken {
  readonly id: string;
  readonly name: string;
  readonly role: PersonRole;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly expiresAt: Date | undefined;
  /** To the minute. */
  readonly lastUsedAt: Date | undefined;
}

/** Bearer tokens of programs. Only SHA-256 hashes (hex) are stored. */
export interface ApiTokens {
  list(): Promise<ApiToken[]>;
  create(
    token: { readonly name: string; readonly role: PersonRole; readonly tokenHash: string; readonly expiresAt?: Date },
    by: string,
  ): Promise<ApiToken>;
  /** undefined where there is none or it has expired. */
  find(tokenHash: string, now: Date): Promise<ApiToken | undefined>;
  /** @throws WeftError `NOT_FOUND`. */
  delete(id: string, by: string): Promise<void>;
}

export interface EndpointKey {
  readonly id: string;
  /** With `basic` authentication this is the user name and the key is the password. Unique. */
  readonly name: string;
  /** Opens only the endpoints of this process; all where undefined. */
  readonly processId: string | undefined;
  readonly createdAt: Date;
  readonly createdBy: string;
}

/** The keys callers send to endpoints. The gateway reads them; only SHA-256 hashes (hex) of the whole key are stored. */
export interface EndpointKeys {
  list(): Promise<EndpointKey[]>;
  /** @throws WeftError `CONFLICT` where the name is taken. */
  create(key: { readonly name: string; readonly processId?: string; readonly keyHash: string }, by: string): Promise<EndpointKey>;
  find(keyHash: string): Promise<EndpointKey | undefined>;
  /** @throws WeftError `NOT_FOUND`. */
  delete(id: string, by: string): Promise<void>;
}

export interface WorkerInstance {
  readonly id: string;
  /** `http://host:port` of its internal API. */
  readonly internalUrl: string;
}

/** Workers that can be asked to test a connection. */
export interface Workers {
  /** Repeated every 5 s. */
  report(instance: WorkerInstance): Promise<void>;
  leave(id: string): Promise<void>;
  /** Reported within the last 15 s. */
  live(): Promise<WorkerInstance[]>;
}
