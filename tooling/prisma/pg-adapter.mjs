import { randomUUID } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum as Type } from '@prisma/driver-adapter-utils';
import pg from 'pg';

/** The column types of the system catalogue, by object id; from PostgreSQL's pg_type.dat. */
const typesByOid = {
  16: Type.Boolean,
  17: Type.Bytes,
  18: Type.Character, // "char", which adapter-pg 7.10 does not know
  19: Type.Text,
  20: Type.Int64,
  21: Type.Int32,
  23: Type.Int32,
  25: Type.Text,
  26: Type.Int64,
  114: Type.Json,
  194: Type.Text,
  700: Type.Float,
  701: Type.Double,
  1000: Type.BooleanArray,
  1002: Type.CharacterArray,
  1003: Type.TextArray,
  1005: Type.Int32Array,
  1007: Type.Int32Array,
  1009: Type.TextArray,
  1015: Type.TextArray,
  1016: Type.Int64Array,
  1028: Type.Int64Array,
  1042: Type.Text,
  1043: Type.Text,
  1082: Type.Date,
  1114: Type.DateTime,
  1184: Type.DateTime,
  1700: Type.Numeric,
  2278: Type.Text,
  2950: Type.Uuid,
  3802: Type.Json,
};

const firstUserOid = 16384;

/** The adapter the engine talks to PostgreSQL with: Prisma's own, with what the engine needs and it lacks put right. */
export function makeAdapterFactory(url) {
  // Single fields: with a connection string, the adapter's shadow database would be the main one.
  const { host, port, user, password, database, ssl } = new pg.Client({ connectionString: url });
  const config = { host, port, user, password, database, ssl };
  const factory = new PrismaPg(config);
  const connect = factory.connect.bind(factory);
  factory.connect = async () => mend(await connect());
  factory.connectToShadowDb = async () => mend(await connectToShadow(config));
  return bindMigrationAwareSqlAdapterFactory(factory);
}

/** The adapter's own drops the shadow database while it is still connected to it. */
async function connectToShadow(config) {
  const admin = new pg.Client({ ...config, database: 'postgres' });
  await admin.connect();
  const name = `prisma_migrate_shadow_db_${randomUUID()}`;
  await admin.query(`CREATE DATABASE "${name}"`);
  const adapter = await new PrismaPg({ ...config, database: name }).connect();
  const dispose = adapter.dispose.bind(adapter);
  adapter.dispose = async () => {
    await dispose();
    await admin.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
    await admin.end();
  };
  return adapter;
}

function mend(adapter) {
  const performIO = adapter.performIO.bind(adapter);
  adapter.queryRaw = async (query) => {
    const { fields, rows } = await performIO(query);
    return { columnNames: fields.map((field) => field.name), columnTypes: fields.map((field) => typeOf(field.dataTypeID)), rows };
  };
  // The adapter's own cuts a script at every semicolon, those inside function bodies too.
  adapter.executeScript = async (script) => {
    try {
      await adapter.client.query(script);
    } catch (error) {
      adapter.onError(error);
    }
  };
  const startTransaction = adapter.startTransaction?.bind(adapter);
  if (startTransaction) adapter.startTransaction = async (isolation) => mend(await startTransaction(isolation));
  return adapter;
}

function typeOf(oid) {
  const type = typesByOid[oid] ?? (oid >= firstUserOid ? Type.Text : undefined);
  if (type === undefined) throw new Error(`The schema engine's adapter does not know the column type ${oid}.`);
  return type;
}
