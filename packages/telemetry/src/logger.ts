import { type DestinationStream, pino, stdTimeFunctions } from 'pino';

/** What a log event may carry besides its name: plain values, ids, counts, an `error`. Never secrets, never bodies. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Writes events with fields, one JSON line each. `event` is a name like `execution.started`, never a sentence with values in it. */
export interface Logger {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
  /** The same logger with these fields on every event. */
  with(fields: LogFields): Logger;
}

export interface LoggerOptions {
  /** `gateway`, `worker`, `studio` … on every line. */
  readonly service: string;
  /** Default `info`. */
  readonly level?: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Default: standard output. */
  readonly destination?: DestinationStream;
}

/** Names whose values are never printed, at the top of an event's fields or up to three levels inside. */
const secretNames = [
  'apiKey',
  'authorization',
  'clientSecret',
  'cookie',
  'masterKey',
  'passphrase',
  'password',
  'privateKey',
  'secret',
  'secretKey',
  'secrets',
  'sealedSecrets',
  'token',
  '["proxy-authorization"]',
  '["set-cookie"]',
  '["x-api-key"]',
];

const redactedPaths = secretNames.flatMap((name) => {
  const joined = name.startsWith('[') ? name : `.${name}`;
  return [name, `*${joined}`, `*.*${joined}`, `*.*.*${joined}`];
});

/** Makes the logger of a service. */
export function createLogger(options: LoggerOptions): Logger {
  const root = pino(
    {
      level: options.level ?? 'info',
      messageKey: 'event',
      base: { service: options.service, pid: process.pid },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: redactedPaths, censor: '•••' },
    },
    options.destination ?? pino.destination({ dest: 1, sync: true }),
  );
  return wrap(root);
}

type Pino = pino.Logger<never, boolean>;

function wrap(log: Pino): Logger {
  return {
    debug: (event, fields) => log.debug(readable(fields), event),
    info: (event, fields) => log.info(readable(fields), event),
    warn: (event, fields) => log.warn(readable(fields), event),
    error: (event, fields) => log.error(readable(fields), event),
    with: (fields) => wrap(log.child(readable(fields))),
  };
}

function readable(fields: LogFields = {}): Record<string, unknown> {
  const { error, ...rest } = fields;
  return error === undefined ? rest : { ...rest, error: describeError(error) };
}

/** What an operator needs of an error: never its own enumerable properties, which may hold whole requests. */
function describeError(error: unknown, depth = 0): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) };
  const { code, detail } = error as { code?: unknown; detail?: unknown };
  return {
    name: error.name,
    message: withoutCredentials(error.message),
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof detail === 'string' ? { detail: withoutCredentials(detail) } : {}),
    ...(error.stack === undefined ? {} : { stack: withoutCredentials(error.stack) }),
    ...(error.cause === undefined || depth >= 3 ? {} : { cause: describeError(error.cause, depth + 1) }),
  };
}

/** URLs of databases and services carry passwords: `postgres://user:•••@host`. */
function withoutCredentials(text: string): string {
  return text.replace(/([a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s@/]+@/gi, '$1:•••@');
}
