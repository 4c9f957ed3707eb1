import { paymentTerms } from './customers.ts';

const rows = paymentTerms.map(
  ({ customerId, terms, creditLimit, currency }) => `(${customerId}, '${terms}', ${creditLimit}, '${currency}')`,
);

/** The tables of the demo database that examples of MySQL steps name, as statements for an empty MariaDB. */
export const demoTablesOfMySql = `
  create table payment_terms (customer_id int primary key, terms text not null, credit_limit decimal(12, 2) not null, currency char(3) not null);
  insert into payment_terms values ${rows.join(', ')};
  create table order_summaries (customer_id varchar(100) primary key, open_orders int not null default 0, total decimal(14, 2) not null default 0)`;
