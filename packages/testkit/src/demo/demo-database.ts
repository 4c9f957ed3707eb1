import pg from 'pg';
import { paymentTerms } from './customers.ts';

/** The tables that examples write to; they are empty at first. */
const writtenTables: Readonly<Record<string, string>> = {
  order_summaries: `
    customer_id text primary key,
    open_orders integer not null default 0,
    total       numeric(14, 2) not null default 0,
    currency    text,
    complete    boolean not null default true,
    answered_at timestamptz not null default now()`,
  contacts: `
    email       text primary key,
    name        text not null,
    source      text,
    received_at timestamptz not null default now()`,
  incoming_orders: `
    order_id    text primary key,
    customer_id text not null,
    item        text not null,
    quantity    integer not null,
    price       numeric(12, 2) not null,
    status      text not null default 'open'`,
  approvals: `
    request_id  text primary key,
    amount      numeric(14, 2) not null,
    state       text not null,
    decided_by  text,
    changed_at  timestamptz not null default now()`,
};

/**
 * Creates the table `payment_terms` with a row for each of the customers 1 to 10, and the tables that examples write to.
 * May be called again at any time: payment terms are set back to what they were, what examples wrote stays.
 * @param url of the demo database, as a role that may create tables in it.
 * @param writer a role that is let insert and update what examples write.
 */
export async function seedDemoDatabase(url: string, writer?: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`
      create table if not exists payment_terms (
        customer_id  integer primary key,
        terms        text not null,
        credit_limit numeric(12, 2) not null,
        currency     char(3) not null
      )`);
    for (const [name, columns] of Object.entries(writtenTables)) {
      await client.query(`create table if not exists ${name} (${columns})`);
      if (writer !== undefined) await client.query(`grant insert, update on ${name} to ${client.escapeIdentifier(writer)}`);
    }
    await client.query(
      `insert into payment_terms (customer_id, terms, credit_limit, currency)
       select * from unnest($1::int[], $2::text[], $3::numeric[], $4::text[])
       on conflict (customer_id) do update
         set terms = excluded.terms, credit_limit = excluded.credit_limit, currency = excluded.currency`,
      [
        paymentTerms.map(({ customerId }) => customerId),
        paymentTerms.map(({ terms }) => terms),
        paymentTerms.map(({ creditLimit }) => creditLimit),
        paymentTerms.map(({ currency }) => currency),
      ],
    );
  } finally {
    await client.end();
  }
}
