// Written by `node tooling/generate/main.ts`. Change the folders of the step types instead.
import type { AnyConnectionDefinition, CatalogEntry } from '@weft/step-kit';
import { definition as httpClient } from './http/http-client/definition.ts';
import { definition as postgresQuery } from './postgres/postgres-query/definition.ts';
import { connection as httpConnection } from './http/connection.ts';
import { connection as postgresConnection } from './postgres/connection.ts';

/** Every step type of this package, in the order of their types. */
export const stepEntries: readonly CatalogEntry[] = [
  {
    definition: httpClient,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><circle cx=\"10.5\" cy=\"11\" r=\"7.5\"/><path d=\"M3 11h15\"/><path d=\"M10.5 3.5c2.5 2 3.5 4.5 3.5 7.5s-1 5.5-3.5 7.5C8 16.5 7 14 7 11s1-5.5 3.5-7.5z\"/><path d=\"M16 20h5\"/><path d=\"m19 18 2 2-2 2\"/></svg>",
    docs: "## When to use\n\nTo ask a web service for data, or to hand it data, in the middle of a process.\n\n## Behaviour\n\nWith a connection the URL is relative to the base URL and the request carries the connection's headers and credentials. They are sent nowhere else: a URL or a redirect that leaves the base URL's server goes without them or is refused. Without a connection the URL is a whole one.\n\nValues of `{{ expressions }}` in the URL are URL-encoded, so a value can never change which resource is asked for. A URL that begins with an expression takes that first value as it is.\n\nThe answer becomes the body of the document, with the content type the service named. Its status is the property `http_status`. The other properties stay. Up to five redirects are followed; each target is checked like the first URL. Addresses inside the private network are refused unless the operator allows them.\n\nThe request may be sent again when a worker dies in the middle of it.\n\n## Failure\n\n- A status outside 200 to 299 fails the step with `HTTP_STATUS`, the status and the first 500 characters of the answer. With _Go on after an error status_ the document goes on, and `http_status` says what happened.\n- A service that cannot be reached fails with `CONNECTION_FAILED`, one that is too slow with `TIMEOUT`, a refused address with `OUTBOUND_REFUSED`.\n- An answer larger than allowed fails with `BODY_TOO_LARGE`.\n\n## See also\n\nPostgreSQL query, Map\n",
    examples: [
      {
        "title": "Go on when there is no such customer",
        "config": {
          "connection": "demo-customers",
          "url": "customers/{{ body.id }}",
          "acceptErrorStatus": true
        },
        "given": {
          "body": {
            "id": 99
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "contentType": "application/json",
              "body": {
                "error": "not_found",
                "message": "There is no customer 99."
              },
              "properties": {
                "http_status": 404
              }
            }
          ]
        }
      },
      {
        "title": "Ask for one customer",
        "config": {
          "connection": "demo-customers",
          "method": "GET",
          "url": "customers/{{ param_customerId }}"
        },
        "given": {},
        "execution": {
          "param_customerId": "3"
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "contentType": "application/json",
              "body": {
                "id": 3,
                "name": "Harbour & Sons",
                "email": "orders@harbour-sons.example",
                "tier": "silver",
                "city": "Gothenburg",
                "since": "2019-02-18"
              },
              "properties": {
                "http_status": 200
              }
            }
          ]
        }
      },
      {
        "title": "A missing customer fails the step",
        "config": {
          "connection": "demo-customers",
          "url": "customers/99"
        },
        "given": {},
        "expect": {
          "error": "HTTP_STATUS"
        }
      }
    ],
  },
  {
    definition: postgresQuery,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><ellipse cx=\"10\" cy=\"5.5\" rx=\"7\" ry=\"2.5\"/><path d=\"M3 5.5v12C3 18.9 6 20 9.5 20\"/><path d=\"M17 5.5v4.25\"/><path d=\"M3 11.5c0 1.4 3.1 2.5 7 2.5\"/><circle cx=\"16.5\" cy=\"15.5\" r=\"3.25\"/><path d=\"m19 18 2.5 2.5\"/></svg>",
    docs: "## When to use\n\nTo read rows from a PostgreSQL database or to write them, with one statement for each document.\n\n## Behaviour\n\nValues are bound to the statement and never become part of its text: write `:name` and give a parameter of that name, or `$1`, `$2` and give the parameters in order. A list is sent as a PostgreSQL array (`= any(:ids)`), an object as JSON; for a list as JSON write `JSON.stringify(list)`.\n\n_rows_ gives one document with the list of rows, _one document per row_ a document for each, _first row_ the first row as an object, or `null` where there is none. A statement that returns no rows, such as an `UPDATE` without `RETURNING`, gives an empty list. The property `rows_affected` says how many rows it read or changed.\n\nNumbers keep all their digits, dates and times are texts in ISO 8601, `bytea` is Base64, `json` is its value.\n\nThe statement may run again when a worker dies in the middle of it: write changes so that a second run does no harm, for example with `on conflict`.\n\n## Failure\n\n- What the database refuses fails with `QUERY_FAILED`, the SQLSTATE and the place in the statement.\n- More rows than allowed fail the step; nothing is cut silently.\n- A statement that takes too long, or whose execution is cancelled, is cancelled in the database too.\n\n## See also\n\nHTTP client, Map\n",
    examples: [
      {
        "title": "The payment terms of a customer",
        "config": {
          "connection": "demo-database",
          "sql": "select terms, credit_limit, currency from payment_terms where customer_id = :customerId",
          "parameters": [
            {
              "name": "customerId",
              "expression": "body.id"
            }
          ],
          "result": "first-row"
        },
        "given": {
          "body": {
            "id": 3
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "contentType": "application/json",
              "body": {
                "terms": "NET45",
                "credit_limit": 25000.75,
                "currency": "SEK"
              },
              "properties": {
                "rows_affected": 1
              }
            }
          ]
        }
      },
      {
        "title": "What the database refuses fails the step",
        "config": {
          "connection": "demo-database",
          "sql": "select * from no_such_table"
        },
        "given": {},
        "expect": {
          "error": "QUERY_FAILED"
        }
      },
      {
        "title": "One document for each customer in euros",
        "config": {
          "connection": "demo-database",
          "sql": "select customer_id from payment_terms where currency = $1 order by customer_id limit 2",
          "parameters": [
            {
              "expression": "'EUR'"
            }
          ],
          "result": "row-per-document"
        },
        "given": {},
        "expect": {
          "emissions": [
            {
              "port": "out",
              "body": {
                "customer_id": 1
              }
            },
            {
              "port": "out",
              "body": {
                "customer_id": 2
              }
            }
          ]
        }
      }
    ],
  },
];

/** Every connection type, in the order of their types. */
export const connectionDefinitions: readonly AnyConnectionDefinition[] = [httpConnection, postgresConnection];
