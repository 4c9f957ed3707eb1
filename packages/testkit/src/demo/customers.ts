/** What the customer service knows of a customer. */
export interface DemoCustomer {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly tier: 'bronze' | 'silver' | 'gold';
  readonly city: string;
  /** ISO 8601 date. */
  readonly since: string;
}

/** What the database knows of a customer. `creditLimit` is written with two decimals. */
export interface DemoPaymentTerms {
  readonly customerId: number;
  readonly terms: string;
  readonly creditLimit: string;
  readonly currency: string;
}

/** The customers 1 to 10; names hold what XML and JSON must escape. */
export const customers: readonly DemoCustomer[] = [
  { id: 1, name: 'Northwind Bakery', email: 'office@northwind-bakery.example', tier: 'gold', city: 'Hamburg', since: '2015-03-01' },
  { id: 2, name: 'Atelier Dubois', email: 'contact@atelier-dubois.example', tier: 'silver', city: 'Lyon', since: '2017-09-12' },
  { id: 3, name: 'Harbour & Sons', email: 'orders@harbour-sons.example', tier: 'silver', city: 'Gothenburg', since: '2019-02-18' },
  { id: 4, name: 'Żuraw Logistyka', email: 'biuro@zuraw.example', tier: 'bronze', city: 'Gdańsk', since: '2021-06-30' },
  { id: 5, name: 'Prairie Tools "PT" Inc.', email: 'ap@prairie-tools.example', tier: 'gold', city: 'Omaha', since: '2012-11-05' },
  { id: 6, name: 'Sakura Instruments', email: 'info@sakura.example', tier: 'silver', city: 'Osaka', since: '2018-04-21' },
  { id: 7, name: 'Åsa Lindqvist Design', email: 'asa@lindqvist.example', tier: 'bronze', city: 'Lund', since: '2022-01-10' },
  { id: 8, name: 'Costa <Verde> Foods', email: 'ventas@costaverde.example', tier: 'gold', city: 'Vigo', since: '2014-08-19' },
  { id: 9, name: 'Highland Wool', email: 'sales@highland-wool.example', tier: 'bronze', city: 'Inverness', since: '2020-12-02' },
  { id: 10, name: "O'Brien Engineering", email: 'accounts@obrien.example', tier: 'gold', city: 'Cork', since: '2016-05-27' },
];

/** The payment terms of the same customers. */
export const paymentTerms: readonly DemoPaymentTerms[] = [
  { customerId: 1, terms: 'NET30', creditLimit: '50000.00', currency: 'EUR' },
  { customerId: 2, terms: 'NET30', creditLimit: '15000.25', currency: 'EUR' },
  { customerId: 3, terms: 'NET45', creditLimit: '25000.75', currency: 'SEK' },
  { customerId: 4, terms: 'NET14', creditLimit: '8000.00', currency: 'PLN' },
  { customerId: 5, terms: 'NET60', creditLimit: '120000.00', currency: 'USD' },
  { customerId: 6, terms: 'NET30', creditLimit: '3500000.00', currency: 'JPY' },
  { customerId: 7, terms: 'PREPAID', creditLimit: '0.00', currency: 'SEK' },
  { customerId: 8, terms: 'NET45', creditLimit: '64000.00', currency: 'EUR' },
  { customerId: 9, terms: 'NET14', creditLimit: '4200.99', currency: 'GBP' },
  { customerId: 10, terms: 'NET30', creditLimit: '75000.00', currency: 'EUR' },
];
