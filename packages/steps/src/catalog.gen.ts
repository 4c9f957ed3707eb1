// Written by `node tooling/generate/main.ts`. Change the folders of the step types instead.
import type { CatalogEntry } from '@weft/step-kit';
import { definition as branch } from './branch/definition.ts';
import { definition as businessRules } from './business-rules/definition.ts';
import { definition as cacheGet } from './cache-get/definition.ts';
import { definition as cachePut } from './cache-put/definition.ts';
import { definition as callProcess } from './call-process/definition.ts';
import { definition as calledByProcess } from './called-by-process/definition.ts';
import { definition as combine } from './combine/definition.ts';
import { definition as convert } from './convert/definition.ts';
import { definition as dataProcess } from './data-process/definition.ts';
import { definition as decision } from './decision/definition.ts';
import { definition as delay } from './delay/definition.ts';
import { definition as filter } from './filter/definition.ts';
import { definition as forEach } from './for-each/definition.ts';
import { definition as httpEndpoint } from './http-endpoint/definition.ts';
import { definition as join } from './join/definition.ts';
import { definition as log } from './log/definition.ts';
import { definition as map } from './map/definition.ts';
import { definition as message } from './message/definition.ts';
import { definition as park } from './park/definition.ts';
import { definition as raiseError } from './raise-error/definition.ts';
import { definition as reply } from './reply/definition.ts';
import { definition as route } from './route/definition.ts';
import { definition as schedule } from './schedule/definition.ts';
import { definition as script } from './script/definition.ts';
import { definition as setProperties } from './set-properties/definition.ts';
import { definition as skipDuplicates } from './skip-duplicates/definition.ts';
import { definition as split } from './split/definition.ts';
import { definition as stop } from './stop/definition.ts';
import { definition as summarize } from './summarize/definition.ts';
import { definition as tryStep } from './try/definition.ts';
import { definition as validate } from './validate/definition.ts';
import { definition as waitForCallback } from './wait-for-callback/definition.ts';

/** Every step type of this package, in the order of their types. */
export const stepEntries: readonly CatalogEntry[] = [
  {
    definition: branch,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"M3 12h5\"/><path d=\"M8 12c3.5 0 3.5-6 7-6h5\"/><path d=\"M8 12c3.5 0 3.5 6 7 6h5\"/><path d=\"m17.5 3.5 2.5 2.5-2.5 2.5\"/><path d=\"m17.5 15.5 2.5 2.5-2.5 2.5\"/></svg>",
    docs: "## When to use\n\nTo do several things with the same document: ask two systems at once, reply to the caller on one path and go on working on another.\n\n## Behaviour\n\nEvery path gets a copy of each document. _parallel_ runs the paths at the same time and a slow path never holds back another. _in-order_ begins a path when everything on the one before it has ended.\n\nA join further on brings the paths together again. A path that ends without a join simply ends.\n\n## Failure\n\nA failure on one path that nothing catches cancels the other paths and fails the execution.\n\n## See also\n\nJoin, Reply\n",
    examples: [
      {
        "title": "Ask two systems at the same time",
        "config": {
          "paths": [
            {
              "id": "customer",
              "title": "Customer"
            },
            {
              "id": "terms",
              "title": "Terms"
            }
          ],
          "order": "parallel"
        },
        "given": {
          "body": {
            "id": 7
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "customer",
              "body": {
                "id": 7
              }
            },
            {
              "port": "terms",
              "body": {
                "id": 7
              }
            }
          ]
        }
      }
    ],
  },
  {
    definition: businessRules,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"m4 6 1.5 1.5L8 5\"/><path d=\"M12 6h8\"/><path d=\"m4 12 1.5 1.5L8 11\"/><path d=\"M12 12h8\"/><path d=\"m4.5 16.5 3 3\"/><path d=\"m7.5 16.5-3 3\"/><path d=\"M12 18h8\"/></svg>",
    docs: "## When to use\n\nWhere a document has to keep rules that people talk about by name: an order has lines, a discount is at most a third, a delivery date lies in the future. Whoever sent a document that breaks some of them learns of all at once, in words. For the structure of a body use _Validate_; where there is one question and no message, _Decide_.\n\n## Behaviour\n\nEvery rule is checked. A document that keeps all of them leaves by `accepted`, unchanged; one that breaks some leaves by `rejected`, with these properties:\n\n- `broken_rules`: the list as JSON, each with `rule` and `message`. In an expression: `JSON.parse(properties.broken_rules)`.\n- `broken_rule_count`: how many.\n- `broken_rule_messages`: the messages in one text, with semicolons between.\n\nA rule that _warns_ is listed the same way, but if no other is broken the document is accepted. A rule with _Only where_ need not be kept by other documents.\n\n_Body of rejected documents_ makes the list the body, as `{\"rules\": […], \"count\": 1}`: link `rejected` to a _Reply_ with status 422, and the caller is told what to mend.\n\nA condition can be as large as it must: `(a && b) || c`, `body.lines.every(line => line.qty > 0)`. What is not there (null or undefined) breaks the rule.\n\n## Failure\n\n- A condition that gives something else than true, false or nothing fails the step with `EXPRESSION_FAILED`, as `'false'` or an empty list would be taken for true in silence.\n- A condition or message that cannot be worked out fails the step and names the rule; write `body.customer?.age >= 18` where a part may be missing.\n\n## See also\n\nValidate, Decide, Raise error, Reply\n",
    examples: [
      {
        "title": "A document that keeps all rules goes on unchanged",
        "config": {
          "rules": [
            {
              "name": "adult",
              "condition": "body.age >= 18"
            }
          ]
        },
        "given": {
          "body": {
            "age": 18
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "accepted",
              "body": {
                "age": 18
              }
            }
          ]
        }
      },
      {
        "title": "An order breaks two of three rules",
        "config": {
          "rules": [
            {
              "name": "has lines",
              "condition": "body.lines.length > 0"
            },
            {
              "name": "quantities",
              "condition": "body.lines.every(line => line.qty > 0)",
              "message": "Order {{ body.id }} has a line without a quantity"
            },
            {
              "name": "known country",
              "condition": "['DE', 'FR'].includes(body.country)",
              "message": "We do not deliver to {{ body.country }}"
            }
          ]
        },
        "given": {
          "body": {
            "id": 7,
            "country": "XX",
            "lines": [
              {
                "qty": 0
              }
            ]
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "rejected",
              "properties": {
                "broken_rule_count": 2,
                "broken_rule_messages": "Order 7 has a line without a quantity; We do not deliver to XX"
              }
            }
          ]
        }
      },
      {
        "title": "Tell the caller which rules were broken",
        "config": {
          "rules": [
            {
              "name": "adult",
              "condition": "body.age >= 18",
              "message": "Must be 18 or older"
            }
          ],
          "rejectedBody": "rules"
        },
        "given": {
          "body": {
            "age": 17
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "rejected",
              "body": {
                "rules": [
                  {
                    "rule": "adult",
                    "message": "Must be 18 or older"
                  }
                ],
                "count": 1
              }
            }
          ]
        }
      }
    ],
  },
  {
    definition: cacheGet,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><ellipse cx=\"12\" cy=\"15\" rx=\"7\" ry=\"2.5\"/><path d=\"M5 15v4c0 1.4 3.1 2.5 7 2.5s7-1.1 7-2.5v-4\"/><path d=\"M12 10.5v-8\"/><path d=\"M8.75 5.75 12 2.5l3.25 3.25\"/></svg>",
    docs: "## When to use\n\nTo ask a slow or costly system less often: look into the cache first, and call the system only where nothing is there.\n\n## Behaviour\n\nThe document leaves by _hit_ where something is kept under the key and its time is not over: with what was kept as its body, or with its own body and what was kept in a property, as text. Otherwise it leaves by _miss_, unchanged.\n\nExample: an access token.\n\n1. _Get from cache_ with the key `token` into the property `token`.\n2. _miss_ leads to an HTTP client that asks for a token, then to _Put into cache_, then to _Set properties_ that sets `token` too.\n3. Both ways lead to the call that needs it.\n\nSeveral executions that miss at the same time all go the way of _miss_; the last one's value stays.\n\n## Failure\n\n- A key that is empty fails the step: all documents would share it.\n- A value over 64 KB cannot become a property; it can become the body.\n- An expression that fails fails the step.\n\n## See also\n\nPut into cache, Set properties\n",
    examples: [
      {
        "title": "What is kept becomes the body",
        "config": {
          "cache": "rates",
          "key": "USD"
        },
        "given": {
          "body": {
            "currency": "USD"
          },
          "properties": {
            "order": "A1"
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "hit",
              "text": "1.08",
              "properties": {
                "order": "A1"
              }
            }
          ]
        }
      },
      {
        "title": "A rate that is kept",
        "config": {
          "cache": "rates",
          "key": "{{ body.currency }}",
          "into": {
            "as": "property",
            "name": "rate"
          }
        },
        "given": {
          "body": {
            "currency": "USD",
            "amount": 10
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "hit",
              "body": {
                "currency": "USD",
                "amount": 10
              },
              "properties": {
                "rate": "1.08"
              }
            }
          ]
        }
      },
      {
        "title": "Nothing is kept",
        "config": {
          "cache": "rates",
          "key": "{{ body.currency }}",
          "into": {
            "as": "property",
            "name": "rate"
          }
        },
        "given": {
          "body": {
            "currency": "XAU"
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "miss",
              "body": {
                "currency": "XAU"
              }
            }
          ]
        }
      }
    ],
  },
  {
    definition: cachePut,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><ellipse cx=\"12\" cy=\"15\" rx=\"7\" ry=\"2.5\"/><path d=\"M5 15v4c0 1.4 3.1 2.5 7 2.5s7-1.1 7-2.5v-4\"/><path d=\"M12 2.5v8\"/><path d=\"m8.75 7.25 3.25 3.25 3.25-3.25\"/></svg>",
    docs: "## When to use\n\nTo keep what is asked for again and again: the access token of a service for as long as it is valid, a price list for an hour, the answer of a slow system.\n\n## Behaviour\n\nThe body of the document, or a text that you write, is kept under the key; what was there before is replaced. The document goes on unchanged when it is kept. _Get from cache_ finds it by the same cache and key until the time is over, in whichever execution and on whichever worker. It survives a restart.\n\nA cache is shared by the executions of one process, or by all processes of the environment. Two processes that use the same name see each other's values only if both say _environment_.\n\nExample: a token that is valid for an hour. The key is `token`, what is kept is the text `{{ body.access_token }}`, for 55 minutes.\n\n## Failure\n\n- A key that is empty fails the step: all documents would share it.\n- More than 8 MB under one key fail the step with `BODY_TOO_LARGE`.\n- An expression that fails fails the step.\n\n## See also\n\nGet from cache, Skip duplicates\n",
    examples: [
      {
        "title": "Keep the price list of a currency",
        "config": {
          "cache": "prices",
          "sharedBy": "environment",
          "key": "{{ body.currency }}",
          "keepFor": {
            "amount": 1,
            "unit": "hours"
          }
        },
        "given": {
          "body": {
            "currency": "EUR",
            "prices": {
              "A1": 9.5
            }
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "body": {
                "currency": "EUR",
                "prices": {
                  "A1": 9.5
                }
              }
            }
          ]
        }
      },
      {
        "title": "A document without the key",
        "config": {
          "key": "{{ body.id }}",
          "keepFor": {
            "amount": 1,
            "unit": "hours"
          }
        },
        "given": {
          "body": {
            "name": "nobody"
          }
        },
        "expect": {
          "error": "STEP_FAILED"
        }
      },
      {
        "title": "Keep an access token",
        "config": {
          "cache": "tokens",
          "key": "crm",
          "value": {
            "from": "text",
            "template": "{{ body.access_token }}"
          },
          "keepFor": {
            "amount": 55,
            "unit": "minutes"
          }
        },
        "given": {
          "body": {
            "access_token": "t-17",
            "expires_in": 3600
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "body": {
                "access_token": "t-17",
                "expires_in": 3600
              }
            }
          ]
        }
      }
    ],
  },
  {
    definition: callProcess,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><rect x=\"11.5\" y=\"3.5\" width=\"9\" height=\"17\" rx=\"2\"/><path d=\"M3 8.5h8\"/><path d=\"m8 5.5 3 3-3 3\"/><path d=\"M11 15.5H3\"/><path d=\"m6 12.5-3 3 3 3\"/></svg>",
    docs: "## When to use\n\nTo use one process from several others, or to hand over work that is to go on by itself while this process goes its way.\n\n## Behaviour\n\nThe called process begins with this document: its body and its properties. It finds the parameters as `param_…`. It runs in the version that is live when it is called, as an execution of its own; both executions show each other in the studio.\n\n**Waiting for its reply.** The step ends when the called execution has ended. The body of its reply becomes the body of the document. Where it has not replied, the document goes on with its own body. Either way it keeps its properties and gets `call_execution`, the id of the called execution, and, with a reply, `call_status`, its status.\n\nCancelling the execution cancels what it called and waits for. While it waits it holds its place in the worker, however long the called process takes; for work of hours turn waiting off.\n\n**Not waiting.** The document goes on at once, with its own body, when the call is safely accepted. The called execution runs on whichever worker is free, and what becomes of it does not concern this one.\n\nIf the worker dies, an execution that was called is not called a second time: it goes on where it was, or its result is used once more.\n\n## Failure\n\n- The called execution fails: the step fails with the same code; the message tells what failed in which execution.\n- The process does not exist, or is not published: `NOT_FOUND`.\n- More than 16 processes that call one another in a row: `STEP_FAILED`. Most often one calls itself without an end.\n- An expression in a parameter fails: the step fails and nothing is called.\n\n## See also\n\nCalled by a process, Reply\n",
    examples: [
      {
        "title": "A process that does not exist any more",
        "config": {
          "process": "gone"
        },
        "given": {
          "body": {
            "order": "A1"
          }
        },
        "expect": {
          "error": "NOT_FOUND"
        }
      },
      {
        "title": "Let another process archive the order",
        "config": {
          "process": "archive",
          "wait": false
        },
        "given": {
          "body": {
            "order": "A1"
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "body": {
                "order": "A1"
              },
              "properties": {
                "call_execution": "0199a3c4-0000-7000-8000-000000000001"
              }
            }
          ]
        }
      },
      {
        "title": "Ask another process for the credit of a customer",
        "config": {
          "process": "credit-check",
          "parameters": [
            {
              "name": "customerId",
              "value": "{{ body.customer }}"
            }
          ]
        },
        "given": {
          "body": {
            "customer": 4,
            "total": 99
          },
          "properties": {
            "order": "A1"
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "body": {
                "credit": "good",
                "for": "4"
              },
              "properties": {
                "order": "A1",
                "call_status": 200,
                "call_execution": "0199a3c4-0000-7000-8000-000000000001"
              }
            }
          ]
        }
      }
    ],
  },
  {
    definition: calledByProcess,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><rect x=\"3.5\" y=\"3.5\" width=\"9\" height=\"17\" rx=\"2\"/><path d=\"M21 12h-8\"/><path d=\"m16 9-3 3 3 3\"/><path d=\"M7 9v6\" stroke-dasharray=\"2 2.5\"/></svg>",
    docs: "## When to use\n\nFor a part of the work that several processes need: look up a customer, send a message in the house style, write an order to the ledger. Draw it once, publish it, and call it with _Call process_.\n\n## Behaviour\n\nThe process begins with the document that the calling step was given: its body and its properties. The parameters that the calling step names are there as `param_…`.\n\nWhat _Reply_ gets becomes the document of the calling step, if that step waits. Without a reply its own document goes on.\n\nThe process has no address and no schedule. It can also be started from the studio and by the Execute Process API, to try it. A process that begins otherwise can be called just as well.\n\n## Failure\n\nThis step cannot fail.\n\n## See also\n\nCall process, Reply, HTTP endpoint\n",
    examples: [
      {
        "title": "What the caller sent",
        "config": {},
        "given": {
          "body": {
            "customerId": 4
          },
          "properties": {
            "order": "A1"
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "body": {
                "customerId": 4
              },
              "properties": {
                "order": "A1"
              }
            }
          ]
        }
      }
    ],
  },
  {
    definition: combine,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><rect x=\"3\" y=\"4\" width=\"4.5\" height=\"4\" rx=\"1\"/><rect x=\"3\" y=\"10\" width=\"4.5\" height=\"4\" rx=\"1\"/><rect x=\"3\" y=\"16\" width=\"4.5\" height=\"4\" rx=\"1\"/><path d=\"M9.5 12h2\"/><rect x=\"14\" y=\"6\" width=\"7\" height=\"12\" rx=\"1.5\"/><path d=\"M16.5 10h2\"/><path d=\"M16.5 14h2\"/></svg>",
    docs: "## When to use\n\nWhere many documents are to become one again: the rows of a file after a filter, the answers of a service as one list, the orders of a day as a file for each customer, attachments as a ZIP file.\n\nTo get figures instead of the documents themselves (how many, how much), use _Summarize_. To wait for the paths of a branch, use _Join_.\n\n## Behaviour\n\nIt gathers everything that comes out of the nearest step before it that makes many documents of one, such as _Split_, each of its documents anew. Without such a step it gathers all documents of the execution. When nothing more can come, the combined document goes on; filters and branches on the way are no problem, and documents that end there are simply not in it.\n\n- **JSON list**, **JSON lines**: the bodies as values, XML and CSV rows too.\n- **CSV**: each body, an object, is a row. The columns are those that are named, or the members of the first row.\n- **XML**: bodies that are XML become elements below the root as they are; others become elements named as the item element.\n- **Text**: the bodies as texts, with a separator behind each: a line end, unless something else is chosen.\n- **ZIP file**: each body is a file. The name may hold folders: `{{ properties.customer }}/{{ properties.orderId }}.json`.\n\nA body that is a list adds its items, so that documents that came _in groups_ give the same as single ones. An XML body whose root is called as the common root adds what stands below it.\n\n_So many at a time_ and _Those with the same key_ make several documents, which go on when all has come, in the order in which they began. To send groups on as they come, split _in groups_.\n\nWhat is gathered goes to the disk of the worker, not into its memory: a gigabyte is no problem. A combined document over 32 MB can be replied with, stored, sent and split again, but not read by expressions.\n\nThe document keeps the properties of the one that was split, and gets `combined_count`, how many documents are in it, and `combined_index`, from 0; with a key also `combined_key`.\n\nWhere nothing comes the path ends, or, by choice, an empty list or file goes on.\n\n## Failure\n\n- A body that cannot be written in the format fails the step with its number: a row with a member that no column is named after, a text where a row is needed.\n- More than the largest size (2,048 MB, unless changed), or more than the worker's own limit, fails the step with `BODY_TOO_LARGE`.\n- At most 100,000 documents are made; a ZIP file has at most 65,535 files and 4 GB.\n\nWhen the execution fails or is cancelled, what was gathered is gone. Another attempt gathers it again.\n\n## See also\n\nSummarize, Split, Join, Convert\n",
    examples: [
      {
        "title": "One document for each customer",
        "config": {
          "documents": {
            "each": "key",
            "key": "{{ body.customer }}"
          }
        },
        "given": {
          "body": {
            "customer": "C-1",
            "total": 7
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "body": [
                {
                  "customer": "C-1",
                  "total": 7
                }
              ],
              "properties": {
                "combined_key": "C-1",
                "combined_count": 1
              }
            }
          ]
        }
      },
      {
        "title": "A CSV file of all rows",
        "config": {
          "into": {
            "format": "csv",
            "lineEnd": "lf"
          }
        },
        "given": {
          "body": [
            {
              "sku": "A1",
              "qty": 2
            },
            {
              "sku": "B2",
              "qty": 5
            }
          ]
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "contentType": "text/csv; charset=utf-8",
              "text": "sku,qty\nA1,2\nB2,5\n",
              "properties": {
                "combined_index": 0,
                "combined_count": 1
              }
            }
          ]
        }
      },
      {
        "title": "JSON lines",
        "config": {
          "into": {
            "format": "json-lines"
          }
        },
        "given": {
          "body": [
            {
              "id": 1
            },
            {
              "id": 2
            }
          ]
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "contentType": "application/x-ndjson",
              "text": "{\"id\":1}\n{\"id\":2}\n"
            }
          ]
        }
      },
      {
        "title": "A JSON list",
        "config": {},
        "given": {
          "body": {
            "id": "A1"
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "contentType": "application/json",
              "body": [
                {
                  "id": "A1"
                }
              ]
            }
          ]
        }
      },
      {
        "title": "A text is no row",
        "config": {
          "into": {
            "format": "csv"
          }
        },
        "given": {
          "body": "A1",
          "contentType": "text/plain"
        },
        "expect": {
          "error": "BODY_NOT_SERIALIZABLE"
        }
      },
      {
        "title": "Lines of text",
        "config": {
          "into": {
            "format": "text"
          }
        },
        "given": {
          "body": "first",
          "contentType": "text/plain"
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "text": "first\n",
              "contentType": "text/plain; charset=utf-8"
            }
          ]
        }
      },
      {
        "title": "XML under one root",
        "config": {
          "into": {
            "format": "xml",
            "root": "orders"
          }
        },
        "given": {
          "body": "<order id=\"A1\"/>",
          "contentType": "application/xml"
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "contentType": "application/xml",
              "body": {
                "orders": {
                  "order": {
                    "@id": "A1"
                  }
                }
              }
            }
          ]
        }
      }
    ],
  },
  {
    definition: convert,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"M4 9a6 6 0 0 1 6-5h9\"/><path d=\"m16 1 3 3-3 3\"/><path d=\"M20 15a6 6 0 0 1-6 5H5\"/><path d=\"m8 23-3-3 3-3\"/><circle cx=\"12\" cy=\"12\" r=\"1.5\"/></svg>",
    docs: "## When to use\n\nWhere what comes in is not the format that the rest of the process, or the other side, wants: a CSV upload that becomes JSON, rows of a query that become a file, XML of an old system that becomes an API of today. To change what is inside, use _Map_ behind it.\n\n## Behaviour\n\nEvery format can become every other:\n\n- **JSON**: any value. Numbers keep all their digits.\n- **JSON lines**: a list, a JSON text a line.\n- **XML**: attributes are members `@name`, text beside them `#text`, elements that repeat a list. _Always lists_ names elements that may repeat, so that one alone is a list too. On the way out a value gets one root element, and what names cannot have becomes an underscore: `Order No.` becomes `Order_No.`.\n- **CSV**: a list of objects, one a row. Delimiter, quotes, escape, line ends, comments, rows before the names and the character set are set as the file needs them. Columns without a name are called `column_3`, a second `price` is `price_2`. On the way out, lists and objects in cells become JSON.\n- **Fixed width**: a list of objects, one a line. With several kinds of lines, each is known by its tag, and the member `record` says which it is.\n- **Form** (`application/x-www-form-urlencoded`): an object of texts, or lists of texts.\n- **Text**: one text.\n\nWhat becomes rows: a list is its rows; an object that holds nothing but one list, as XML does, is looked into; any other object is one row. _Take_ chooses another part, such as `body.report.lines`.\n\nCSV, JSON lines and fixed width are read row by row: a file of a gigabyte is written as CSV, JSON lines, fixed width, JSON or XML without being held. Then the conversion goes on while the next step reads, and what is wrong further down is told then, still with the name of this step. JSON and XML have to fit into memory (32 MB), and so has what _Take_ chooses from.\n\nThe result has the content type of its format and its character set; properties stay.\n\n## Failure\n\n- What cannot be read fails the step with `BODY_NOT_PARSABLE`, with line and column: a quote that is not closed, a row with too many cells, bytes that are no text in the character set.\n- What the new format cannot hold fails the step with `BODY_NOT_SERIALIZABLE` and the number of the record: a text longer than its fixed field, a member that no column is named after, a character that the character set does not have. Nothing is cut or left out in silence.\n- Settings that contradict each other fail with `CONFIG_INVALID`; a body whose content type says nothing, with `STEP_FAILED`.\n\n## See also\n\nMap, Split, Data process, Validate\n",
    examples: [
      {
        "title": "A fixed-width file with two kinds of lines",
        "config": {
          "from": {
            "format": "fixed-width",
            "records": [
              {
                "name": "head",
                "tag": "H",
                "fields": [
                  {
                    "length": 1
                  },
                  {
                    "name": "bank",
                    "length": 8
                  }
                ]
              },
              {
                "name": "item",
                "tag": "1",
                "fields": [
                  {
                    "length": 1
                  },
                  {
                    "name": "to",
                    "length": 4
                  },
                  {
                    "name": "cents",
                    "length": 4,
                    "align": "right",
                    "fill": "0",
                    "number": true
                  }
                ]
              }
            ]
          },
          "to": {
            "format": "json"
          }
        },
        "given": {
          "body": "HGENODEF1\n1Ada 0150\n",
          "contentType": "text/plain"
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "body": [
                {
                  "record": "head",
                  "bank": "GENODEF1"
                },
                {
                  "record": "item",
                  "to": "Ada",
                  "cents": 150
                }
              ]
            }
          ]
        }
      },
      {
        "title": "A row that is too short is told with its line",
        "config": {
          "from": {
            "format": "csv"
          },
          "to": {
            "format": "json"
          }
        },
        "given": {
          "body": "a,b\n1,2\n3\n",
          "contentType": "text/csv"
        },
        "expect": {
          "error": "BODY_NOT_PARSABLE"
        }
      },
      {
        "title": "A CSV file with semicolons becomes JSON",
        "config": {
          "from": {
            "format": "csv",
            "delimiter": ";",
            "numbers": true
          },
          "to": {
            "format": "json"
          }
        },
        "given": {
          "body": "sku;qty;note\nA-1;2;\"red; large\"\nB-2;10;\n",
          "contentType": "text/csv"
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "contentType": "application/json",
              "body": [
                {
                  "sku": "A-1",
                  "qty": 2,
                  "note": "red; large"
                },
                {
                  "sku": "B-2",
                  "qty": 10,
                  "note": ""
                }
              ]
            }
          ]
        }
      },
      {
        "title": "Rows become a CSV file",
        "config": {
          "to": {
            "format": "csv"
          },
          "take": "body.rows"
        },
        "given": {
          "body": {
            "rows": [
              {
                "id": 1,
                "name": "Ada, Countess"
              },
              {
                "id": 2,
                "name": "Grace"
              }
            ]
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "contentType": "text/csv; charset=utf-8",
              "text": "id,name\r\n1,\"Ada, Countess\"\r\n2,Grace\r\n"
            }
          ]
        }
      },
      {
        "title": "A list becomes XML",
        "config": {
          "to": {
            "format": "xml",
            "root": "orders",
            "item": "order"
          }
        },
        "given": {
          "body": [
            {
              "Order No.": 7
            },
            {
              "Order No.": 8
            }
          ]
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "contentType": "application/xml",
              "text": "<?xml version=\"1.0\" encoding=\"UTF-8\"?><orders><order><Order_No.>7</Order_No.></order><order><Order_No.>8</Order_No.></order></orders>"
            }
          ]
        }
      },
      {
        "title": "XML becomes JSON, with lists where they belong",
        "config": {
          "from": {
            "format": "xml",
            "lists": [
              "line"
            ],
            "dropNamespaces": true,
            "numbers": true
          },
          "to": {
            "format": "json"
          },
          "take": "body.order"
        },
        "given": {
          "body": "<o:order xmlns:o=\"urn:o\"><o:line sku=\"A\"><o:qty>2</o:qty></o:line></o:order>",
          "contentType": "application/xml"
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "body": {
                "line": [
                  {
                    "@sku": "A",
                    "qty": 2
                  }
                ]
              }
            }
          ]
        }
      }
    ],
  },
  {
    definition: dataProcess,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"M4 7h10\"/><path d=\"m11.5 4.5 2.5 2.5-2.5 2.5\"/><path d=\"M20 17H10\"/><path d=\"m12.5 14.5-2.5 2.5 2.5 2.5\"/><path d=\"M18 5v4\"/><path d=\"M6 15v4\"/></svg>",
    docs: "## When to use\n\nWhere the bytes of a body are not yet what the next step can read, or what another system wants: a PDF that comes as Base64, a file that comes compressed, an export in Latin-1, a text with the wrong line ends. What is inside a value is changed with a _Map_.\n\n## Behaviour\n\nThe operations are done from top to bottom, each with what the one before it made; the result is the new body. Properties stay.\n\n- **Base64**: encodes any bytes; decodes with or without padding, skips white space, knows the URL-safe alphabet too.\n- **gzip**: compresses and decompresses.\n- **zip**: packs the body as the one file of a zip file; unpacks the files of one, of which each becomes a document with the properties `file_name` and `zip_entry` (the name with its folders). Operations behind it are done with each file. To choose some, give a name such as `*.csv`.\n- **Character set**: reads the text in one and writes it in another. An XML declaration that names the old one is not changed; use _Search and replace_ for it.\n- **Search and replace**: every occurrence of a text, or of a regular expression in RE2 syntax, which takes no longer on purpose-made input and searches up to 8 million characters, fewer with a large pattern. Groups are `$1` to `$9`.\n- **Trim**: white space at the ends of the text, or of each line.\n\nThe content type follows from the last operation: Base64 is text, gzip is `application/gzip`, zip is `application/zip`, a converted text names its character set, and what was decoded or decompressed is looked at (JSON, XML, text or bytes). Name it under _More settings_ where you know better.\n\nThe body is held in memory, so 32 MB is the most that can come in.\n\n## Failure\n\n- A result over the limit (32 MB unless set otherwise) fails the step with `BODY_TOO_LARGE` before it is held whole, so a file of a few kilobytes that unpacks to gigabytes does no harm.\n- A body that is no Base64, no gzip or zip file, one that is damaged or encrypted, or no text in its character set fails the step with `BODY_NOT_PARSABLE`.\n- A character that the target character set does not have fails the step with `BODY_NOT_SERIALIZABLE`, unless a question mark is to stand for it.\n- A regular expression that cannot be understood fails with `CONFIG_INVALID`.\n\n## See also\n\nMap, Script, Message\n",
    examples: [
      {
        "title": "An order that comes as Base64",
        "config": {
          "operations": [
            {
              "do": "base64-decode"
            }
          ]
        },
        "given": {
          "body": "eyJpZCI6\r\nIkExIn0=\r\n",
          "contentType": "text/plain"
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "contentType": "application/json",
              "body": {
                "id": "A1"
              }
            }
          ]
        }
      },
      {
        "title": "For a system that reads Latin-1 only",
        "config": {
          "operations": [
            {
              "do": "convert-charset",
              "to": "iso-8859-1",
              "onUnknown": "question-mark"
            }
          ]
        },
        "given": {
          "body": "Åsa paid 5 €",
          "contentType": "text/plain; charset=utf-8"
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "contentType": "text/plain; charset=iso-8859-1",
              "text": "Åsa paid 5 ?"
            }
          ]
        }
      },
      {
        "title": "Line ends and dates of another system",
        "config": {
          "operations": [
            {
              "do": "replace",
              "find": "\r\n",
              "replacement": "\n"
            },
            {
              "do": "replace",
              "find": "(\\d{2})\\.(\\d{2})\\.(\\d{4})",
              "replacement": "$3-$2-$1",
              "isPattern": true
            }
          ]
        },
        "given": {
          "body": "A1;24.11.2026\r\nA2;01.12.2026\r\n",
          "contentType": "text/csv"
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "contentType": "text/csv",
              "text": "A1;2026-11-24\nA2;2026-12-01\n"
            }
          ]
        }
      },
      {
        "title": "Unpack a file that is compressed inside Base64",
        "config": {
          "operations": [
            {
              "do": "base64-decode"
            },
            {
              "do": "gunzip"
            },
            {
              "do": "trim"
            }
          ],
          "contentType": "text/csv"
        },
        "given": {
          "body": "H4sIAAAAAAAAAyvOLrUuLKnkirA24gIACSWS0gwAAAA=",
          "contentType": "text/plain"
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "contentType": "text/csv",
              "text": "sku;qty\nX;2"
            }
          ]
        }
      },
      {
        "title": "A file that unpacks to more than allowed fails",
        "config": {
          "operations": [
            {
              "do": "base64-decode"
            },
            {
              "do": "gunzip"
            }
          ],
          "bytesMax": 1000
        },
        "given": {
          "body": "H4sIAAAAAAAAAzMwGAWjYBSMglEwCkbBUAcAHVX5ftAHAAA=",
          "contentType": "text/plain"
        },
        "expect": {
          "error": "BODY_TOO_LARGE"
        }
      },
      {
        "title": "Unpack the CSV files of a zip file",
        "config": {
          "operations": [
            {
              "do": "base64-decode"
            },
            {
              "do": "unzip",
              "names": "*.csv"
            }
          ],
          "contentType": "text/csv"
        },
        "given": {
          "body": "UEsDBBQAAAgIAAAAIQAJJZLSDgAAAAwAAAAKAAAAb3JkZXJzLmNzdivOLrUuLKnkirA24gIAUEsBAhQAFAAACAgAAAAhAAklktIOAAAADAAAAAoAAAAAAAAAAAAAAAAAAAAAAG9yZGVycy5jc3ZQSwUGAAAAAAEAAQA4AAAANgAAAAAA",
          "contentType": "text/plain"
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "contentType": "text/csv",
              "text": "sku;qty\nX;2\n",
              "properties": {
                "file_name": "orders.csv",
                "zip_entry": "orders.csv"
              }
            }
          ]
        }
      },
      {
        "title": "What is no Base64 fails",
        "config": {
          "operations": [
            {
              "do": "base64-decode"
            }
          ]
        },
        "given": {
          "body": "not base64!",
          "contentType": "text/plain"
        },
        "expect": {
          "error": "BODY_NOT_PARSABLE"
        }
      }
    ],
  },
  {
    definition: decision,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"m12 3.5 7 7-7 7-7-7z\"/><path d=\"M12 17.5v3\"/><path d=\"M19 10.5h2.5\"/><path d=\"M10.25 9.25a1.75 1.75 0 1 1 2.5 1.6c-.5.25-.75.5-.75 1\"/><path d=\"M12 13.75v.01\"/></svg>",
    docs: "## When to use\n\nTo go one of two ways: orders above a limit to an approval, calls without a customer number to an error answer. For more than two ways use _Route_; to leave documents out, _Filter_.\n\n## Behaviour\n\nThe condition is an expression. Where it gives `true` the document leaves through _true_, where it gives `false` through _false_. The document itself does not change, and its body is read only if the condition asks for it.\n\nWhat is not there is not so: `null` and `undefined` count as false, so `body.customer?.isBlocked` works for an order without a customer.\n\nEach document decides for itself, at once: documents on one way do not wait for those on the other. A way without a link ends there.\n\n## Failure\n\n- A text, a number, a list or an object as the result fails the step with `EXPRESSION_FAILED`. The text `\"false\"` would otherwise be true. Compare it: `body.active === 'true'`, `body.lines.length > 0`.\n- An expression that fails fails the step.\n\n## See also\n\nRoute, Filter, Branch\n",
    examples: [
      {
        "title": "Orders above 1000 need an approval",
        "config": {
          "condition": "body.total > 1000"
        },
        "given": {
          "body": {
            "id": "A1",
            "total": 1250
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "true",
              "body": {
                "id": "A1",
                "total": 1250
              }
            }
          ]
        }
      },
      {
        "title": "A customer that is not there is not blocked",
        "config": {
          "condition": "body.customer?.isBlocked"
        },
        "given": {
          "body": {
            "id": "A2"
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "false",
              "body": {
                "id": "A2"
              }
            }
          ]
        }
      },
      {
        "title": "Decide by what the caller asked for",
        "config": {
          "condition": "query_format === 'xml'"
        },
        "given": {
          "body": {
            "id": "A1"
          }
        },
        "execution": {
          "query_format": "xml"
        },
        "expect": {
          "emissions": [
            {
              "port": "true",
              "body": {
                "id": "A1"
              }
            }
          ]
        }
      },
      {
        "title": "A text is neither true nor false",
        "config": {
          "condition": "body.active"
        },
        "given": {
          "body": {
            "active": "false"
          }
        },
        "expect": {
          "error": "EXPRESSION_FAILED"
        }
      }
    ],
  },
  {
    definition: delay,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"M6.5 3.5h11\"/><path d=\"M6.5 20.5h11\"/><path d=\"M8 3.5v3.25L12 12l-4 5.25v3.25\"/><path d=\"M16 3.5v3.25L12 12l4 5.25v3.25\"/></svg>",
    docs: "## When to use\n\nTo let time pass in the middle of a process: a reminder three days after the order, a second look an hour later, a delivery that must not begin before eight o'clock.\n\nTo start a process by the clock, use a _Schedule_. To wait for somebody's answer, use _Wait for callback_.\n\n## Behaviour\n\nEach document waits for itself; none holds up the next. When its time has come it goes on unchanged. A time that has passed already, and an amount of 0, let it pass at once.\n\nA time needs its zone, as in `2026-12-24T18:00:00+01:00`, so that it means the same moment everywhere. A time of day in the zone of your customer is made by an expression, such as `{{ body.dueAt }}` where the sender gave it. Waits of up to 366 days are possible, and are kept to about a second.\n\nA wait of more than five seconds holds no worker: the execution is put aside as _waiting_, survives restarts of Weft, and goes on wherever a worker is free. It goes on in the version it began with. What ran before the wait is not run again: what services and databases answered is kept until the execution ends.\n\nA caller who waits for the reply waits along, at most as long as the endpoint lets him; let _Reply_ stand before the delay where he should not.\n\nCancelling the execution ends the wait at once.\n\n## Failure\n\n- An amount that is no number, a time without its zone, and a wait over 366 days fail the step; the message shows the value.\n- An expression that fails fails the step.\n- More than 10,000 documents of one execution cannot wait at once: the next one fails the step.\n\n## See also\n\nWait for callback, Schedule\n",
    examples: [
      {
        "title": "A reminder two days later",
        "config": {
          "wait": {
            "ends": "after",
            "amount": "2",
            "unit": "days"
          }
        },
        "given": {
          "body": {
            "order": "A1"
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "body": {
                "order": "A1"
              }
            }
          ]
        }
      },
      {
        "title": "A time without its zone is refused",
        "config": {
          "wait": {
            "ends": "at",
            "time": "{{ body.dueAt }}"
          }
        },
        "given": {
          "body": {
            "dueAt": "2026-12-24T18:00:00"
          }
        },
        "expect": {
          "error": "STEP_FAILED"
        }
      },
      {
        "title": "Until the time that the document names",
        "config": {
          "wait": {
            "ends": "at",
            "time": "{{ body.dueAt }}"
          }
        },
        "given": {
          "body": {
            "dueAt": "1970-01-02T08:00:00+01:00"
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "body": {
                "dueAt": "1970-01-02T08:00:00+01:00"
              }
            }
          ]
        }
      }
    ],
  },
  {
    definition: filter,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"M4 5h16l-6 7.5v5L10 20v-7.5z\"/></svg>",
    docs: "## When to use\n\nTo go on with some of the documents only: the open orders of a list that was split, the lines that are in stock, the events that concern you. Where the others are to go somewhere too, use _Decide_.\n\nTo filter the items of one list inside a document, use an expression in a map: `body.lines.filter((line) => line.qty > 0)`.\n\n## Behaviour\n\nA document for which the condition gives `true` goes on unchanged. The others end here, which is no failure: a join further on knows that nothing more comes, and an execution whose documents all ended this way has succeeded.\n\nWhat is not there (`null` or `undefined`) counts as false.\n\nHow many were dropped is in the log of the execution at the level _debug_: each of the first ten, then 20, 30 and so on to 100, 200 and so on.\n\n## Failure\n\n- A text, a number, a list or an object as the result fails the step with `EXPRESSION_FAILED`.\n- An expression that fails fails the step.\n\n## See also\n\nSplit, Decide, Route, Map\n",
    examples: [
      {
        "title": "Keep orders that are open",
        "config": {
          "condition": "body.status === 'open'"
        },
        "given": {
          "body": {
            "id": "A1",
            "status": "open"
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "body": {
                "id": "A1",
                "status": "open"
              }
            }
          ]
        }
      },
      {
        "title": "An order that is closed ends here",
        "config": {
          "condition": "body.status === 'open'"
        },
        "given": {
          "body": {
            "id": "A2",
            "status": "closed"
          }
        },
        "expect": {
          "emissions": []
        }
      },
      {
        "title": "Leave out the first part of a split",
        "config": {
          "condition": "properties.split_index > 0"
        },
        "given": {
          "body": "sku;qty",
          "contentType": "text/plain",
          "properties": {
            "split_index": 0
          }
        },
        "expect": {
          "emissions": []
        }
      },
      {
        "title": "A number is neither true nor false",
        "config": {
          "condition": "body.lines.length"
        },
        "given": {
          "body": {
            "lines": [
              1
            ]
          }
        },
        "expect": {
          "error": "EXPRESSION_FAILED"
        }
      }
    ],
  },
  {
    definition: forEach,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"M4 12a8 8 0 0 1 13.7-5.6L20 8.5\"/><path d=\"M20 4v4.5h-4.5\"/><path d=\"M20 12a8 8 0 0 1-13.7 5.6L4 15.5\"/><path d=\"M4 20v-4.5h4.5\"/><path d=\"M12 12v.01\"/></svg>",
    docs: "## When to use\n\nTo do something for every line of an order, every address of a customer, every file of a list, and to go on when all are done: look up the price of each line, three at a time, and make one invoice of them.\n\nTo make many documents of one without waiting for them all, use _Split_. Many documents need no For each: a step does its work for every document that comes.\n\n## Behaviour\n\nThe expression gives the list. Each item becomes a document of its own, with the item as its body; it keeps the properties and has two more: `item_index`, from 0, and `item_count`. It leaves by _each item_. Everything that only _each item_ leads to stands inside; where its way meets one from _all done_ or elsewhere, the inside has ended.\n\n_At once_ items are under way at the same time, each on its whole way through the steps inside; the next one begins when one has ended. With 1 they go one after the other.\n\nWhen all have ended, one document leaves by _all done_, with the properties `items` and `items_failed` (how many there were, and how many of them failed) and\n\n- **list**: as its body the list of what the paths inside ended with, in the order of the items. An item whose path ends without a document adds nothing, one that makes several adds several.\n- **none**: the body that came in.\n\nAn empty list, or one that is not there, leaves by _all done_ at once.\n\nA For each may stand inside another, inside a _Try_, and have both inside.\n\n## Failure\n\n- **stop**: the first item that fails stops the others, and the failure goes to the _Try_ around, or ends the execution as failed.\n- **go-on**: the item leaves by _failed_, as it came, with the failure in `error_message`, `error_code`, `error_status`, `error_step` and `error_document`; the others go on. What it had given before is left out of the list. To go on in another way for each item, put a _Try_ inside.\n- A value that is no list fails the step with `STEP_FAILED`, unless _One is enough_.\n- What items did before a failure is not undone.\n\n## See also\n\nSplit, Try, Branch\n",
    examples: [
      {
        "title": "Each line of an order, with its number",
        "config": {
          "list": "body.lines",
          "concurrency": 3
        },
        "given": {
          "body": {
            "order": "A1",
            "lines": [
              {
                "sku": "X"
              },
              {
                "sku": "Y"
              }
            ]
          },
          "properties": {
            "customer": "7"
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "item",
              "body": {
                "sku": "X"
              },
              "properties": {
                "customer": "7",
                "item_index": 0,
                "item_count": 2
              }
            },
            {
              "port": "item",
              "body": {
                "sku": "Y"
              },
              "properties": {
                "customer": "7",
                "item_index": 1,
                "item_count": 2
              }
            }
          ]
        }
      },
      {
        "title": "An object is no list",
        "config": {
          "list": "body.lines"
        },
        "given": {
          "body": {
            "lines": {
              "line": {
                "sku": "X"
              }
            }
          }
        },
        "expect": {
          "error": "STEP_FAILED"
        }
      },
      {
        "title": "A list that is not there has no items",
        "config": {
          "list": "body.lines"
        },
        "given": {
          "body": {
            "order": "A1"
          }
        },
        "expect": {
          "emissions": []
        }
      },
      {
        "title": "An XML element that stands there once is a list of one",
        "config": {
          "list": "body.lines.line",
          "acceptSingle": true
        },
        "given": {
          "body": {
            "lines": {
              "line": {
                "sku": "X"
              }
            }
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "item",
              "body": {
                "sku": "X"
              }
            }
          ]
        }
      }
    ],
  },
  {
    definition: httpEndpoint,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"M3 12h9\"/><path d=\"m9 8.5 3.5 3.5L9 15.5\"/><path d=\"M12 4.5h5.5A2.5 2.5 0 0 1 20 7v10a2.5 2.5 0 0 1-2.5 2.5H12\"/></svg>",
    docs: "## When to use\n\nAs the start of a process that is to run when its address is called: by a program, a webhook, a browser or another process. A process has exactly one start.\n\n## Behaviour\n\nThe endpoint is served under `/ws/rest/` followed by the path. A segment in braces, such as `{orderId}`, takes any one segment and arrives as the execution property `param_orderId`. Query parameters arrive as `query_<name>`, the method as `inmethod`, the path as `inpath`, the caller as `inuser`. They belong to the whole execution and cannot be changed.\n\nThe body of the request is the body of the first document, with the content type the caller named. Headers of the request are properties of that document, `inheader_<name>` in lower case: those that describe the body or what the caller accepts, and those that begin with `x-`. Keys, cookies and headers of the connection never pass. A call without a body gives a document without content.\n\nA process can have several addresses, such as `GET orders/{orderId}` and `POST orders`: more addresses have methods and a path of their own and the other settings in common. Where only some addresses have a parameter, write `execution.param_orderId ?? body.orderId`.\n\nWithout a reply step the caller gets 204 when the execution has succeeded.\n\nA caller that sends a header `Idempotency-Key` may send the same call again, after a lost connection for instance, and gets the answer of the first one: the process is executed once. With *Require an idempotency key* calls without it are refused.\n\nA call is accepted when it stands in the queue. With *Accept by the database* it is accepted when it stands in Weft's database: slower by one write, and where the queue is away the call is executed when it comes back instead of being refused.\n\n## Failure\n\n- Two published processes cannot have the same method and path; publishing the second is refused.\n- A larger body than allowed is answered with 413, a caller who is not known with 401, before anything is executed.\n- A key that comes again with another method, address or body is answered with 422, a call without the key that is required with 400.\n- A caller who has waited as long as the time-out says gets 202 with the address of the result. The execution goes on.\n\n## See also\n\nReply, Set properties\n",
    examples: [
      {
        "title": "Take orders in",
        "config": {
          "methods": [
            "POST"
          ],
          "path": "orders",
          "authentication": "api-key"
        },
        "given": {
          "body": {
            "id": "A1"
          },
          "properties": {
            "inheader_content-type": "application/json"
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "body": {
                "id": "A1"
              }
            }
          ]
        }
      },
      {
        "title": "Answer for one customer",
        "config": {
          "methods": [
            "GET"
          ],
          "path": "customers/{customerId}/orders"
        },
        "given": {},
        "expect": {
          "emissions": [
            {
              "port": "out"
            }
          ]
        },
        "execution": {
          "param_customerId": "7",
          "inmethod": "GET"
        }
      }
    ],
  },
  {
    definition: join,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"M3 6h4c4 0 4 6 8 6\"/><path d=\"M3 18h4c4 0 4-6 8-6h6\"/><path d=\"m18.5 9.5 2.5 2.5-2.5 2.5\"/></svg>",
    docs: "## When to use\n\nTo go on with one document when the paths of a branch have done their work.\n\n## Behaviour\n\nThe result is one document whose body has a member for each path: the name of the link into the join, or the id of the step it comes from as one word (`http-client` is `httpClient`). A path that brought one document gives its value, a path that brought several gives a list. Properties stand under the name of their path.\n\n- **all**: goes on when every path has ended. A path without documents gives `null`.\n- **first**: goes on with the first document of any path; later ones are dropped.\n- **each**: goes on with every document as it arrives.\n- **all that ran**: as _all_, without the paths that brought no document.\n\nA path has ended when no document can come through it any more, so a path that stops half-way does not make the join wait for ever.\n\n## Failure\n\nWhen the time limit passes, the join goes on with what has arrived. A failure on a path cancels the others, and the join does not go on.\n\n## See also\n\nBranch, Map\n",
    examples: [
      {
        "title": "Wait for all paths, five seconds at most",
        "config": {
          "mode": "all",
          "timeLimitMs": 5000
        },
        "given": {
          "body": {
            "customer": {
              "id": 7
            },
            "terms": {
              "code": "NET30"
            }
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "body": {
                "customer": {
                  "id": 7
                },
                "terms": {
                  "code": "NET30"
                }
              }
            }
          ]
        }
      }
    ],
  },
  {
    definition: log,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"M6 3.5h12V19l-2-1.25L14 19l-2-1.25L10 19l-2-1.25L6 19z\"/><path d=\"M9 8h6\"/><path d=\"M9 11h6\"/><path d=\"M9 14h3\"/></svg>",
    docs: "## When to use\n\nTo leave a trace that people read: what arrived, what was decided, how many there were.\n\n## Behaviour\n\nThe line appears in the log of the execution, live and afterwards, with the step that wrote it. The document goes on unchanged. A line over 4,000 characters is cut.\n\nDo not write secrets into a log: whoever may see the execution sees its log.\n\n## Failure\n\nAn expression that fails fails the step.\n\n## See also\n\nSet properties\n",
    examples: [
      {
        "title": "Say what arrived",
        "config": {
          "level": "info",
          "message": "Order {{ body.id }} with {{ body.lines.length }} lines"
        },
        "given": {
          "body": {
            "id": "A1",
            "lines": [
              1,
              2
            ]
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "body": {
                "id": "A1",
                "lines": [
                  1,
                  2
                ]
              }
            }
          ]
        }
      }
    ],
  },
  {
    definition: map,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><rect x=\"3\" y=\"4\" width=\"5\" height=\"16\" rx=\"1.5\"/><rect x=\"16\" y=\"4\" width=\"5\" height=\"16\" rx=\"1.5\"/><path d=\"M8 8.5c4 0 4 7 8 7\"/><path d=\"M8 15.5c4 0 4-7 8-7\"/></svg>",
    docs: "## When to use\n\nTo build the document that the next step, or the caller, wants: from one document, or from several that a join has brought together.\n\n## Behaviour\n\nEach field has a target and an expression. All expressions see the document as it came in; the order of the fields is the order of the result.\n\nA target names the place of the value: `customer.name`, `lines[0].sku`, `[\"strange name\"]`, or as a JSON Pointer `/customer/name`. What is missing on the way is made. In XML `@id` is an attribute of the element around it and `#text` its text.\n\nAfter a join each path's document is a variable under the name of the path: with the paths `customer` and `terms`, write `customer.name` and `terms.credit_limit`.\n\n**Loops** make lists of the result. A loop has a target, `order.lines`, the list it goes through, `body.lines`, and a name for the item, `line`. The fields of each item then are `order.lines[].sku` with the value `line.sku`; `tags[]` alone is the item itself. A loop leaves items out (_Only where_), sorts them, and lies in another one where its target does: `orders[].lines` for each of `order.lines`. `linePosition` is the number of the item in the result, from 1.\n\n**Joins** find for each item of a loop the one of another list with the same key, such as the customer of an order: it is `null` where there is none. Numbers and texts that look alike are equal. However long the lists are, they are gone through once.\n\n**Sources** give parts of what came in a name, worked out once. **Tables** are cross-references, for what another system calls something: `lookup(countries, body.country, 'other')`.\n\n_Else_ is the value of a field that would be `undefined`, `null` or an empty text.\n\n_new_ begins with nothing. _extend_ keeps the fields that came in and sets the mapped ones on top; the document that came in stays as it is for everybody else. When XML is extended to XML, targets are those below the root element.\n\nNumbers keep all the digits they came with.\n\n## Failure\n\n- Two fields for one target, a target inside another field's value, or a `[]` without a loop, are refused before publishing.\n- A value of `undefined` leaves its field out; `null` is written.\n- _extend_ needs a document that is an object; a list or a text fails the step.\n- An expression that fails fails the step, and names the field.\n\n## See also\n\nSet properties, Script, Join\n",
    examples: [
      {
        "title": "A list cannot be extended",
        "config": {
          "mode": "extend",
          "fields": [
            {
              "target": "id",
              "expression": "1"
            }
          ]
        },
        "given": {
          "body": [
            1,
            2
          ]
        },
        "expect": {
          "error": "STEP_FAILED"
        }
      },
      {
        "title": "Keep what came in and add a field",
        "config": {
          "mode": "extend",
          "fields": [
            {
              "target": "address.country",
              "expression": "'SE'"
            },
            {
              "target": "tags[1]",
              "expression": "'new'"
            }
          ]
        },
        "given": {
          "body": {
            "id": 1,
            "address": {
              "city": "Lund"
            },
            "tags": [
              "a"
            ]
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "body": {
                "id": 1,
                "address": {
                  "city": "Lund",
                  "country": "SE"
                },
                "tags": [
                  "a",
                  "new"
                ]
              }
            }
          ]
        }
      },
      {
        "title": "Combine two joined paths into XML",
        "config": {
          "fields": [
            {
              "target": "@id",
              "expression": "customer.id"
            },
            {
              "target": "name",
              "expression": "customer.name"
            },
            {
              "target": "terms",
              "expression": "terms.code"
            }
          ],
          "output": {
            "format": "xml",
            "rootName": "snapshot"
          }
        },
        "given": {
          "body": {
            "customer": {
              "id": 7,
              "name": "Åsa & Co"
            },
            "terms": {
              "code": "NET30"
            }
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "contentType": "application/xml",
              "text": "<?xml version=\"1.0\" encoding=\"UTF-8\"?><snapshot id=\"7\"><name>Åsa &amp; Co</name><terms>NET30</terms></snapshot>"
            }
          ]
        }
      },
      {
        "title": "Order lines, with names from a second list, the largest first",
        "config": {
          "sources": [
            {
              "name": "articles",
              "value": "body.articles"
            }
          ],
          "tables": [
            {
              "name": "units",
              "rows": [
                {
                  "from": "C62",
                  "to": "piece"
                },
                {
                  "from": "KGM",
                  "to": "kilogram"
                }
              ]
            }
          ],
          "loops": [
            {
              "target": "order.lines",
              "each": "body.lines",
              "as": "line",
              "joins": [
                {
                  "as": "article",
                  "list": "articles",
                  "key": "article.sku",
                  "equals": "line.sku"
                }
              ],
              "where": "line.qty > 0",
              "sortBy": "line.qty",
              "direction": "desc"
            }
          ],
          "fields": [
            {
              "target": "order.id",
              "expression": "body.id"
            },
            {
              "target": "order.lines[].no",
              "expression": "linePosition"
            },
            {
              "target": "order.lines[].name",
              "expression": "article?.name",
              "fallback": "line.sku"
            },
            {
              "target": "order.lines[].quantity",
              "expression": "`${line.qty} ${lookup(units, line.unit, line.unit)}`"
            }
          ]
        },
        "given": {
          "body": {
            "id": 4711,
            "lines": [
              {
                "sku": "A",
                "qty": 2,
                "unit": "C62"
              },
              {
                "sku": "B",
                "qty": 0,
                "unit": "C62"
              },
              {
                "sku": "C",
                "qty": 5,
                "unit": "KGM"
              }
            ],
            "articles": [
              {
                "sku": "A",
                "name": "Tea pot"
              }
            ]
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "body": {
                "order": {
                  "id": 4711,
                  "lines": [
                    {
                      "no": 1,
                      "name": "C",
                      "quantity": "5 kilogram"
                    },
                    {
                      "no": 2,
                      "name": "Tea pot",
                      "quantity": "2 piece"
                    }
                  ]
                }
              }
            }
          ]
        }
      },
      {
        "title": "Rename fields and add up lines",
        "config": {
          "fields": [
            {
              "target": "order.id",
              "expression": "body.orderNumber"
            },
            {
              "target": "order.lineCount",
              "expression": "body.lines.length"
            },
            {
              "target": "order.quantity",
              "expression": "body.lines.reduce((sum, line) => sum + line.qty, 0)"
            },
            {
              "target": "order.skus",
              "expression": "body.lines.map((line) => line.sku)"
            }
          ]
        },
        "given": {
          "body": {
            "orderNumber": "A1",
            "lines": [
              {
                "sku": "X",
                "qty": 2
              },
              {
                "sku": "Y",
                "qty": 3
              }
            ]
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "contentType": "application/json",
              "body": {
                "order": {
                  "id": "A1",
                  "lineCount": 2,
                  "quantity": 5,
                  "skus": [
                    "X",
                    "Y"
                  ]
                }
              }
            }
          ]
        }
      }
    ],
  },
  {
    definition: message,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"M6 3.5h8l4.5 4.5v12.5H6z\"/><path d=\"M14 3.5V8h4.5\"/><path d=\"M10.5 11.5c-1.5 0-.5 2.5-2 2.75 1.5.25.5 2.75 2 2.75\"/><path d=\"M14 11.5c1.5 0 .5 2.5 2 2.75-1.5.25-.5 2.75-2 2.75\"/></svg>",
    docs: "## When to use\n\nTo write a body as it shall look: the request of a service, an envelope around what came, a mail, a line of CSV. To build a body field by field, with lists, use a _Map_.\n\n## Behaviour\n\nThe template becomes the new body; `{{ expression }}` inside it is replaced. Properties stay. How a value is written depends on the format, so that no value can break the document or bring in parts of its own:\n\n- **JSON**: the template is JSON, with expressions as values (`\"lines\": {{ body.lines }}`) or inside strings (`\"title\": \"Order {{ body.id }}\"`). As a value, anything is written as the JSON it is, with `null` for what is not there. Inside a string it is text, escaped.\n- **XML**: expressions stand between tags or inside the quotes of an attribute, and what they give is escaped text. They cannot be names of tags, nor stand in comments, CDATA sections or processing instructions.\n- **Text**: values are written as they are. Where the text is HTML or CSV, escaping is up to you.\n\nAs text, `null` and `undefined` are nothing, and lists and objects are written as JSON. The body is UTF-8.\n\nA whole list or object of JSON goes in as one value. Parts of XML that repeat cannot be made with a template: use a map with XML output.\n\n## Failure\n\n- A JSON template that is no JSON with its expressions taken for `null`, and an XML template with an expression in another place, are refused in the form already. XML that is not well-formed fails with `CONFIG_INVALID`.\n- A value that the format cannot hold, such as a NUL in XML or an endless number in JSON, fails the step with `BODY_NOT_SERIALIZABLE`.\n- An expression that fails fails the step.\n\n## See also\n\nMap, Reply, Script, Set properties\n",
    examples: [
      {
        "title": "The request of a service, as JSON",
        "config": {
          "content": {
            "format": "json",
            "template": "{\n  \"title\": \"Order {{ body.id }}\",\n  \"quantity\": {{ body.lines.reduce((sum, line) => sum + line.qty, 0) }},\n  \"lines\": {{ body.lines }},\n  \"note\": {{ body.note }}\n}"
          }
        },
        "given": {
          "body": {
            "id": "A1",
            "lines": [
              {
                "sku": "X",
                "qty": 2
              }
            ]
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "contentType": "application/json",
              "body": {
                "title": "Order A1",
                "quantity": 2,
                "lines": [
                  {
                    "sku": "X",
                    "qty": 2
                  }
                ],
                "note": null
              }
            }
          ]
        }
      },
      {
        "title": "A value cannot break out of its string",
        "config": {
          "content": {
            "format": "json",
            "template": "{\"name\":\"{{ body.name }}\",\"role\":\"user\"}"
          }
        },
        "given": {
          "body": {
            "name": "Eve\",\"role\":\"admin"
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "text": "{\"name\":\"Eve\\\",\\\"role\\\":\\\"admin\",\"role\":\"user\"}"
            }
          ]
        }
      },
      {
        "title": "The text of a mail",
        "config": {
          "content": {
            "format": "text",
            "template": "Hello {{ body.name }},\n\nyour order {{ body.id }} is on its way.\n"
          }
        },
        "given": {
          "body": {
            "id": "A1",
            "name": "Åsa"
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "contentType": "text/plain; charset=utf-8",
              "text": "Hello Åsa,\n\nyour order A1 is on its way.\n"
            }
          ]
        }
      },
      {
        "title": "A character that XML does not have fails",
        "config": {
          "content": {
            "format": "xml",
            "template": "<note>{{ body.note }}</note>"
          }
        },
        "given": {
          "body": {
            "note": "bell \u0007"
          }
        },
        "expect": {
          "error": "BODY_NOT_SERIALIZABLE"
        }
      },
      {
        "title": "An XML envelope",
        "config": {
          "content": {
            "format": "xml",
            "template": "<customer id=\"{{ body.id }}\"><name>{{ body.name }}</name></customer>"
          }
        },
        "given": {
          "body": {
            "id": 7,
            "name": "Åsa & Co <AB>"
          },
          "properties": {
            "kept": 1
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "contentType": "application/xml",
              "text": "<customer id=\"7\"><name>Åsa &amp; Co &lt;AB&gt;</name></customer>",
              "properties": {
                "kept": 1
              }
            }
          ]
        }
      }
    ],
  },
  {
    definition: park,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"M3.5 13.5h4l1.5 3h6l1.5-3h4\"/><path d=\"m6 5-2.5 8.5V18a2 2 0 0 0 2 2h13a2 2 0 0 0 2-2v-4.5L18 5\"/><path d=\"M12 3.5v7\"/><path d=\"m9 7.5 3 3 3-3\"/></svg>",
    docs: "## When to use\n\nFor documents that only people can help: an order without a customer number, a payment above a limit that somebody has to release, a message that a partner refuses. Instead of failing or losing them, put them aside and go on with the others.\n\n## Behaviour\n\nThe document is put aside with its body, its properties and the reason. Its way ends here, which is no failure: the execution goes on without it, and a join further on knows that nothing more comes from here.\n\nIt stands in the studio under _Parked documents_, in `weft parked` and in the API. There somebody\n\n- looks at it, and changes its body where that helps,\n- **sends it on**: it leaves this step by its port, in an execution of its own, in the version of the process that it was parked by or in the one that is live,\n- or **discards** it.\n\nWhat follows the port is drawn as for any step. Where nothing does, sending on ends at once: then parking is only a shelf.\n\nA caller who waits for a reply is not answered by a document that is parked: put a _Reply_ on a branch before, or on the way that does not park.\n\nShould the worker die, a document is still parked once.\n\n## Failure\n\n- An expression in the reason that fails fails the step; the document is not parked then.\n- The database of Weft cannot be used: `DATABASE_UNAVAILABLE`.\n\n## See also\n\nFilter, Decide, Raise error\n",
    examples: [
      {
        "title": "An order that nobody can deliver",
        "config": {
          "reason": "Order {{ body.id }} has no customer number"
        },
        "given": {
          "body": {
            "id": "A1",
            "customer": null
          }
        },
        "expect": {
          "emissions": []
        }
      }
    ],
  },
  {
    definition: raiseError,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"M8.5 3.5h7l5 5v7l-5 5h-7l-5-5v-7z\"/><path d=\"M12 8v4.5\"/><path d=\"M12 16v.01\"/></svg>",
    docs: "## When to use\n\nWhere going on would be wrong: an order without lines, a total that does not add up, a way of a route that should never be taken. The execution then shows as failed, with a sentence that says why.\n\nDocuments that are merely of no interest are left out with a _Filter_, which is no failure.\n\n## Behaviour\n\nThe error has the code `RAISED` and the message you compose from the document. Over 1,000 characters it is cut.\n\nWithout a condition every document that arrives raises the error, and nothing can follow the step. With a condition, only documents for which it gives `true` do; the others go on unchanged, so several such steps in a row check one thing each.\n\nInside a _Try_ the error is caught like any other failure: the document goes on by _catch_, with the message in `error_message` and the status in `error_status`. Else it ends the whole execution: paths beside this one are cancelled.\n\nThe caller of an endpoint who still waits is answered with the _Status_ (500 if you choose none, 422 for an order that is not right) and a problem document (RFC 9457) that holds the message, so put no secrets and no inner details into it. To answer with a body of your own, put a _Reply_ before this step.\n\n## Failure\n\n- Failing is what it does; nothing it did before is undone.\n- A condition that gives a text, a number, a list or an object fails the step with `EXPRESSION_FAILED`.\n- A message that cannot be composed fails the step with the error of its expression.\n\n## See also\n\nTry, Stop, Decide, Filter, Reply\n",
    examples: [
      {
        "title": "An order without lines is an error",
        "config": {
          "message": "Order {{ body.id }} has no lines.",
          "condition": "body.lines.length === 0"
        },
        "given": {
          "body": {
            "id": "A1",
            "lines": []
          }
        },
        "expect": {
          "error": "RAISED"
        }
      },
      {
        "title": "An order with lines goes on",
        "config": {
          "message": "Order {{ body.id }} has no lines.",
          "condition": "body.lines.length === 0"
        },
        "given": {
          "body": {
            "id": "A1",
            "lines": [
              {
                "sku": "X"
              }
            ]
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "body": {
                "id": "A1",
                "lines": [
                  {
                    "sku": "X"
                  }
                ]
              }
            }
          ]
        }
      },
      {
        "title": "A text is no condition",
        "config": {
          "message": "Order {{ body.id }} is blocked.",
          "condition": "body.blocked"
        },
        "given": {
          "body": {
            "id": "A1",
            "blocked": "no"
          }
        },
        "expect": {
          "error": "EXPRESSION_FAILED"
        }
      },
      {
        "title": "A way that should never be taken",
        "config": {
          "message": "The event {{ body.event }} is not known. Add a rule for it to the route."
        },
        "given": {
          "body": {
            "event": "order.archived"
          }
        },
        "expect": {
          "error": "RAISED"
        }
      }
    ],
  },
  {
    definition: reply,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"M9.5 6.5 4 12l5.5 5.5\"/><path d=\"M4.5 12H14a6 6 0 0 1 6 6v1\"/></svg>",
    docs: "## When to use\n\nWhere the caller shall have an answer. A reply may stand anywhere: the caller has the answer at once, and what follows the reply goes on without the caller waiting.\n\n## Behaviour\n\nThe first document that reaches a reply answers the call. The status, the headers and the body are made from that document; the document itself goes on through _after the reply_ unchanged.\n\nWith the content type _as-is_ the body is sent as it came, also when it is too large to hold in memory. With another content type the body is read as a value and written again in that type: JSON becomes XML, XML becomes JSON. A body that already has that type is not touched. A text with expressions is taken for what it says and is not converted.\n\nProperties of the document win over the settings: `outstatuscode` over the status, `outheader_<name>` over a header of that name. `outheader_Content-Type` changes only what the body is called.\n\n## Failure\n\n- A second reply in one execution is not sent; a warning in the log says so.\n- A status that is no number from 200 to 599, and a header value with a line break in it, fail the step.\n- Properties that name a header which the server itself writes, such as `outheader_Content-Length`, are left out with a warning in the log.\n- An execution that fails before it has replied is answered with a problem document (RFC 9457).\n\n## See also\n\nHTTP endpoint, Map, Set properties\n",
    examples: [
      {
        "title": "Send the document as it is",
        "config": {},
        "given": {
          "body": {
            "ok": true
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "body": {
                "ok": true
              },
              "contentType": "application/json"
            }
          ]
        }
      },
      {
        "title": "A status that is no number fails",
        "config": {
          "status": "{{ properties.status }}"
        },
        "given": {
          "body": {},
          "properties": {
            "status": "fine"
          }
        },
        "expect": {
          "error": "STEP_FAILED"
        }
      },
      {
        "title": "Say that it was accepted",
        "config": {
          "status": "202",
          "contentType": "text/plain",
          "body": {
            "from": "template",
            "template": "Order {{ body.id }} is accepted."
          },
          "headers": [
            {
              "name": "Cache-Control",
              "value": "no-store"
            }
          ]
        },
        "given": {
          "body": {
            "id": "A1"
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "body": {
                "id": "A1"
              }
            }
          ]
        }
      }
    ],
  },
  {
    definition: route,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"M3 12h4\"/><circle cx=\"9\" cy=\"12\" r=\"2\"/><path d=\"M10.5 10.5 15 5.5h5\"/><path d=\"M11 12h9\"/><path d=\"M10.5 13.5 15 18.5h5\"/><path d=\"m18 3.5 2 2-2 2\"/><path d=\"m18 10 2 2-2 2\"/><path d=\"m18 16.5 2 2-2 2\"/></svg>",
    docs: "## When to use\n\nTo go one of several ways: by country, by kind of message, by size. With one condition, _Decide_ is simpler. To send the same document everywhere, whatever is in it, use _Branch_.\n\n## Behaviour\n\nEach rule has a port of its own; _otherwise_ takes the documents that no rule takes. The document does not change.\n\n- **first**: rules are asked from top to bottom, and the first that holds takes the document. Rules below it are not asked, so a rule can rely on those above it.\n- **every**: all rules are asked, and each that holds takes the document, in the order of the rules.\n\nA rule holds where its condition gives `true`. What is not there (`null` or `undefined`) counts as false. A way without a link ends there.\n\nThe id of a rule is what links hold on to: change the title as you like, keep the id.\n\n## Failure\n\n- A condition that gives a text, a number, a list or an object fails the step with `EXPRESSION_FAILED` and names the rule.\n- An expression that fails fails the step.\n\n## See also\n\nDecide, Filter, Branch\n",
    examples: [
      {
        "title": "Send an order to the warehouse of its country",
        "config": {
          "rules": [
            {
              "id": "nordic",
              "title": "Nordic",
              "condition": "['SE', 'NO', 'DK', 'FI'].includes(body.country)"
            },
            {
              "id": "germany",
              "title": "Germany",
              "condition": "body.country === 'DE'"
            }
          ]
        },
        "given": {
          "body": {
            "id": "A1",
            "country": "DE"
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "germany",
              "body": {
                "id": "A1",
                "country": "DE"
              }
            }
          ]
        }
      },
      {
        "title": "A rule can rely on those above it",
        "config": {
          "rules": [
            {
              "id": "unknown",
              "title": "No customer",
              "condition": "body.customer === null"
            },
            {
              "id": "blocked",
              "title": "Blocked",
              "condition": "body.customer.status === 'blocked'"
            }
          ]
        },
        "given": {
          "body": {
            "customer": null
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "unknown"
            }
          ]
        }
      },
      {
        "title": "Tell everybody whom an order concerns",
        "config": {
          "match": "every",
          "rules": [
            {
              "id": "customs",
              "title": "Customs",
              "condition": "body.country !== 'SE'"
            },
            {
              "id": "credit",
              "title": "Credit check",
              "condition": "body.total > 1000"
            },
            {
              "id": "cold",
              "title": "Cold store",
              "condition": "body.lines.some((line) => line.isFrozen)"
            }
          ]
        },
        "given": {
          "body": {
            "country": "NO",
            "total": 200,
            "lines": [
              {
                "sku": "X",
                "isFrozen": true
              }
            ]
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "customs"
            },
            {
              "port": "cold"
            }
          ]
        }
      },
      {
        "title": "What no rule takes goes otherwise",
        "config": {
          "rules": [
            {
              "id": "created",
              "title": "Created",
              "condition": "body.event === 'order.created'"
            },
            {
              "id": "paid",
              "title": "Paid",
              "condition": "body.event === 'order.paid'"
            }
          ]
        },
        "given": {
          "body": {
            "event": "order.archived"
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "otherwise",
              "body": {
                "event": "order.archived"
              }
            }
          ]
        }
      },
      {
        "title": "A rule that gives a number fails the step",
        "config": {
          "rules": [
            {
              "id": "lines",
              "title": "Has lines",
              "condition": "body.lines.length"
            }
          ]
        },
        "given": {
          "body": {
            "lines": [
              1,
              2
            ]
          }
        },
        "expect": {
          "error": "EXPRESSION_FAILED"
        }
      }
    ],
  },
  {
    definition: schedule,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><circle cx=\"12\" cy=\"12.5\" r=\"7.5\"/><path d=\"M12 8.5v4l2.75 2\"/><path d=\"M9.5 2.75h5\"/></svg>",
    docs: "## When to use\n\nAs the start of a process that is to run by the clock: a nightly pick-up, a report every Monday, a look at a folder every five minutes. A process has exactly one start.\n\n## Behaviour\n\nPublishing sets the schedule, unpublishing takes it away. At each time one execution starts, on whichever worker is free; several workers never start the same time twice. Times are kept to the minute.\n\nThe document that starts the execution has no content. Its property `schedule_due_at` is the time that was due (ISO 8601, UTC), `schedule_id` the schedule. An execution that makes up for a missed time has the missed time there. When the process is tried in the editor, `schedule_due_at` is the time given there, or now, and `schedule_id` is missing.\n\nThe clock is that of the time zone. When the clocks go forward, a time of day that is jumped over comes right after the jump; when they go back, a time of day that passes twice comes once. Rhythms in minutes or hours go on evenly.\n\n## Failure\n\n- A time zone that does not exist, and a cron expression that is wrong or never comes, are refused before publishing.\n- An execution that fails does not stop the schedule: the next time comes as planned.\n- Times that passed while Weft did not run are treated as *Missed times* says; a time counts as missed when it is more than a minute ago.\n\n## See also\n\nHTTP endpoint, Set properties\n",
    examples: [
      {
        "title": "Every morning in Berlin",
        "config": {
          "when": {
            "every": "day",
            "at": "06:30"
          },
          "timeZone": "Europe/Berlin"
        },
        "given": {
          "properties": {
            "schedule_due_at": "2026-07-01T04:30:00.000Z",
            "schedule_id": "01980000-0000-7000-8000-000000000000"
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "properties": {
                "schedule_due_at": "2026-07-01T04:30:00.000Z"
              }
            }
          ]
        }
      },
      {
        "title": "Every five minutes",
        "config": {
          "when": {
            "every": "minutes",
            "minutes": 5
          }
        },
        "given": {
          "properties": {
            "schedule_due_at": "2026-07-01T04:35:00.000Z",
            "schedule_id": "01980000-0000-7000-8000-000000000000"
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "out"
            }
          ]
        }
      },
      {
        "title": "On the first of each month, each missed one as well",
        "config": {
          "when": {
            "every": "cron",
            "expression": "0 6 1 * *"
          },
          "missed": "all",
          "overlap": "allow"
        },
        "given": {
          "properties": {
            "schedule_due_at": "2026-07-01T06:00:00.000Z",
            "schedule_id": "01980000-0000-7000-8000-000000000000"
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "out"
            }
          ]
        }
      },
      {
        "title": "On two days of the week",
        "config": {
          "when": {
            "every": "week",
            "on": [
              "monday",
              "thursday"
            ],
            "at": "18:00"
          },
          "timeZone": "America/New_York",
          "missed": "skip"
        },
        "given": {
          "properties": {
            "schedule_due_at": "2026-07-02T22:00:00.000Z",
            "schedule_id": "01980000-0000-7000-8000-000000000000"
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "out"
            }
          ]
        }
      }
    ],
  },
  {
    definition: script,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"m8 7-5 5 5 5\"/><path d=\"m16 7 5 5-5 5\"/><path d=\"m13.5 5-3 14\"/></svg>",
    docs: "## When to use\n\nWhen expressions and the map do not suffice: loops, lookups, calculations with several stages.\n\n## Behaviour\n\nThe code is the body of a function with one parameter, `input`:\n\n- `input.body` is the body as a value (JSON and XML as objects, text as a string),\n- `input.properties` are the properties of the document,\n- `input.execution` has `param_…`, `query_…`, `inmethod`, `inpath` and `inuser`, as in expressions.\n\nWhat it returns becomes the body, in the content type that _Result_ names. An object with no other members than `body` and `properties` sets both; properties that are not named stay. A script that returns nothing passes the document on as it is.\n\nWhat it writes with `console` appears in the log of the execution.\n\nThe script runs in a process of its own with a limit of time and of memory. It reaches no files, no network and no secrets.\n\n## Failure\n\n- An exception in the script fails the step with its message and line.\n- A script that runs too long or takes too much memory is ended, and only the document it was working on fails.\n\n## See also\n\nMap, Set properties\n",
    examples: [
      {
        "title": "Set the body and a property",
        "config": {
          "code": "return { body: input.body.toUpperCase(), properties: { length: input.body.length } };",
          "contentType": "text/plain"
        },
        "given": {
          "body": "weft",
          "contentType": "text/plain",
          "properties": {
            "kept": 1
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "contentType": "text/plain; charset=utf-8",
              "text": "WEFT",
              "properties": {
                "kept": 1,
                "length": 4
              }
            }
          ]
        }
      },
      {
        "title": "An exception fails the step",
        "config": {
          "code": "throw new Error('no lines');"
        },
        "given": {
          "body": {}
        },
        "expect": {
          "error": "SCRIPT_FAILED"
        }
      },
      {
        "title": "Group lines by warehouse",
        "config": {
          "code": "const byWarehouse = {};\nfor (const line of input.body.lines) {\n  byWarehouse[line.warehouse] ??= [];\n  byWarehouse[line.warehouse].push(line.sku);\n}\nreturn byWarehouse;\n"
        },
        "given": {
          "body": {
            "lines": [
              {
                "warehouse": "N",
                "sku": "X"
              },
              {
                "warehouse": "S",
                "sku": "Y"
              },
              {
                "warehouse": "N",
                "sku": "Z"
              }
            ]
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "contentType": "application/json",
              "body": {
                "N": [
                  "X",
                  "Z"
                ],
                "S": [
                  "Y"
                ]
              }
            }
          ]
        }
      }
    ],
  },
  {
    definition: setProperties,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"M4 5h9l7 7-7.5 7.5L4 11z\"/><circle cx=\"8.25\" cy=\"9\" r=\"1\"/><path d=\"m11 13 3-3\"/></svg>",
    docs: "## When to use\n\nTo keep a value beside the body for a later step: an id before a request replaces the body, the status of a reply, the name of a file.\n\n## Behaviour\n\nEach property is set to a text with expressions inside, or to the value of an expression. All see the document as it came in, so the order of the list does not matter. Properties that are not named stay as they are. The body is not read unless an expression asks for it.\n\nLater steps read `properties.<name>`. The properties `outstatuscode` and `outheader_<name>` are read by the reply.\n\n## Failure\n\nA property holds a text, a number, true, false or null. An expression that gives a list or an object fails the step; write it to the body with a map instead, or make a text of it.\n\n## See also\n\nMap, Reply\n",
    examples: [
      {
        "title": "A list is no property",
        "config": {
          "properties": [
            {
              "name": "lines",
              "value": {
                "from": "expression",
                "expression": "body.lines"
              }
            }
          ]
        },
        "given": {
          "body": {
            "lines": [
              1
            ]
          }
        },
        "expect": {
          "error": "STEP_FAILED"
        }
      },
      {
        "title": "Set a text and a number",
        "config": {
          "properties": [
            {
              "name": "file",
              "value": {
                "from": "text",
                "template": "order-{{ body.id }}.xml"
              }
            },
            {
              "name": "total",
              "value": {
                "from": "expression",
                "expression": "body.qty * 2"
              }
            }
          ]
        },
        "given": {
          "body": {
            "id": "A1",
            "qty": 3
          },
          "properties": {
            "kept": true
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "body": {
                "id": "A1",
                "qty": 3
              },
              "properties": {
                "kept": true,
                "file": "order-A1.xml",
                "total": 6
              }
            }
          ]
        }
      }
    ],
  },
  {
    definition: skipDuplicates,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><rect x=\"3.5\" y=\"3.5\" width=\"11\" height=\"11\" rx=\"2\"/><path d=\"M18 9.5h.5a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2h-7a2 2 0 0 1-2-2V18\" stroke-dasharray=\"2.5 2.5\"/><path d=\"m6.5 9 2 2 3.5-4\"/></svg>",
    docs: "## When to use\n\nWhere the same thing may come twice: a sender that repeats its webhook when the answer was late, a file that was uploaded again, rows that stand in two exports.\n\n## Behaviour\n\nThe first document with a key passes unchanged. Those with the same key that come within the time end here, or leave by _duplicate_ where you chose the port: there you can answer the sender all the same. The time is counted from the document that passed; repeats do not prolong it.\n\nIt holds for everything that comes to this step, in whichever execution and on whichever worker, also when many come at the same moment. With _a shared list_ several steps, also of several processes, know of each other's documents.\n\nAn execution that is taken up again because its worker died is not a repeat: its documents pass again. Choose a time that is longer than a restart takes.\n\nA document counts as seen when it has passed this step, whatever becomes of it further on. If the execution fails afterwards and the sender repeats the call, the repeat is a duplicate. Where that must not be, let what can fail end in _Park_ or retry it, or put this step behind it.\n\n## Failure\n\n- A key that is empty fails the step: all documents would be the same.\n- An expression that fails fails the step.\n\n## See also\n\nFilter, Put into cache\n",
    examples: [
      {
        "title": "A repeat that is dropped",
        "config": {
          "key": "d-1",
          "within": {
            "amount": 1,
            "unit": "days"
          },
          "memory": {
            "of": "list",
            "list": "deliveries"
          }
        },
        "given": {
          "body": {
            "event": "paid"
          }
        },
        "expect": {
          "emissions": []
        }
      },
      {
        "title": "The first order with its number",
        "config": {
          "key": "{{ body.orderId }}",
          "within": {
            "amount": 7,
            "unit": "days"
          }
        },
        "given": {
          "body": {
            "orderId": "A1"
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "body": {
                "orderId": "A1"
              }
            }
          ]
        }
      },
      {
        "title": "A webhook that came before",
        "config": {
          "key": "{{ properties['inheader_x-delivery'] }}",
          "within": {
            "amount": 1,
            "unit": "days"
          },
          "duplicates": "port",
          "memory": {
            "of": "list",
            "list": "deliveries"
          }
        },
        "given": {
          "body": {
            "event": "paid"
          },
          "properties": {
            "inheader_x-delivery": "d-1"
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "duplicate",
              "body": {
                "event": "paid"
              }
            }
          ]
        }
      }
    ],
  },
  {
    definition: split,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><rect x=\"3\" y=\"6\" width=\"7\" height=\"12\" rx=\"1.5\"/><path d=\"M5.5 10h2\"/><path d=\"M5.5 14h2\"/><path d=\"M12.5 12h2\"/><rect x=\"16.5\" y=\"4\" width=\"4.5\" height=\"4\" rx=\"1\"/><rect x=\"16.5\" y=\"10\" width=\"4.5\" height=\"4\" rx=\"1\"/><rect x=\"16.5\" y=\"16\" width=\"4.5\" height=\"4\" rx=\"1\"/></svg>",
    docs: "## When to use\n\nWhere one document holds many things and each is to go its own way: the orders of a file, the rows of a query, the lines of an export. What one step does for each document, such as a call, then happens for each item.\n\nTo change the items but keep them together, use an expression in a map: `body.lines.map(…)`.\n\n## Behaviour\n\n- **Items of a list**: the expression gives the list, `body` where the whole body is one. Each item becomes the body of a document, as JSON, whatever format the list came in. With XML, an element that stands there once is no list: _One is enough_ takes it for a list of one. The body must fit into memory (32 MB).\n\nEverything else is read piece by piece and never held whole: a body of a gigabyte is no more work for the memory than a small one. Only one record at a time has to fit.\n\n- **CSV rows**: each row becomes a JSON object whose members are named after the columns. All dialects that _Convert_ reads are read here too.\n- **JSON list**: the items of the list at a path, `data.orders`; empty where the body itself is the list. A list on the way is gone through: `customers.orders` gives the orders of all customers.\n- **XML elements**: each element at the path `orders/order` becomes an XML document, with the namespaces declared that it needs; `//order` finds elements at any place, `*` stands for any name. A name without a prefix fits with any prefix; `o:order` only an element written so. What comes next reads it as `body.order`.\n- **JSON lines**: each line is parsed and becomes a JSON document. Blank lines are left out.\n- **Lines of a text**: each line becomes a text, without its line end (`\\n` or `\\r\\n`).\n- **Parts of a text**: the same with another separator; write `\\n` for a line end.\n- **Fixed-width lines**: each line becomes a JSON object by its layout.\n\n_In groups_ makes one document of so many items: a list; a text with so many lines; an XML document whose root is named as the element they stood in. The last group may be smaller. A thousand rows as one document are much less work than a thousand documents: choose groups where the next step can take them, such as a service that takes batches.\n\nDocuments keep the order and the properties of what they came from, and get the property `split_index`, from 0. `split_count`, how many there are, is there for items of a list; of everything else nobody knows the number before the end.\n\nAn empty list, `null`, a path at which nothing stands, and a body without content give no document: the path ends there, which is no failure.\n\nTo make one document of them again, follow with _Combine_; for figures of them, with _Summarize_.\n\n## Failure\n\n- A value that is no list fails the step, unless _One is enough_ is on.\n- A record that cannot be read fails the step with `BODY_NOT_PARSABLE` and its place: line and column, for JSON and XML also the path (`orders[17]`). Documents that were made before go on until the failure ends the execution. Bytes that are no text in the character set fail it too.\n- A record that is too long fails the step with `BODY_TOO_LARGE`, so that a file without line ends, or a quote that is never closed, cannot fill the memory: lines and parts as the settings say, a CSV row with over 4 million characters, an item of JSON or XML, or a group, with over 32 million.\n- An XML document with a document type declaration (`<!DOCTYPE …>`) is refused for safety.\n\n## See also\n\nCombine, Summarize, Filter, Map, Convert\n",
    examples: [
      {
        "title": "Each row of a CSV file",
        "config": {
          "source": {
            "from": "csv",
            "numbers": true
          }
        },
        "given": {
          "body": "sku,qty\nA1,2\nB2,5\n",
          "contentType": "text/csv"
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "contentType": "application/json",
              "body": {
                "sku": "A1",
                "qty": 2
              },
              "properties": {
                "split_index": 0
              }
            },
            {
              "port": "out",
              "body": {
                "sku": "B2",
                "qty": 5
              },
              "properties": {
                "split_index": 1
              }
            }
          ]
        }
      },
      {
        "title": "One document for each order",
        "config": {
          "source": {
            "from": "list",
            "list": "body.orders"
          }
        },
        "given": {
          "body": {
            "orders": [
              {
                "id": "A1"
              },
              {
                "id": "A2"
              }
            ]
          },
          "properties": {
            "file": "orders.json"
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "body": {
                "id": "A1"
              },
              "properties": {
                "file": "orders.json",
                "split_index": 0,
                "split_count": 2
              }
            },
            {
              "port": "out",
              "body": {
                "id": "A2"
              },
              "properties": {
                "file": "orders.json",
                "split_index": 1,
                "split_count": 2
              }
            }
          ]
        }
      },
      {
        "title": "Two at a time, for a service that takes batches",
        "config": {
          "documents": {
            "each": "group",
            "size": 2
          }
        },
        "given": {
          "body": [
            {
              "sku": "X"
            },
            {
              "sku": "Y"
            },
            {
              "sku": "Z"
            }
          ]
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "contentType": "application/json",
              "body": [
                {
                  "sku": "X"
                },
                {
                  "sku": "Y"
                }
              ]
            },
            {
              "port": "out",
              "contentType": "application/json",
              "body": [
                {
                  "sku": "Z"
                }
              ]
            }
          ]
        }
      },
      {
        "title": "JSON lines",
        "config": {
          "source": {
            "from": "json-lines"
          }
        },
        "given": {
          "body": "{\"id\":1}\n{\"id\":2}\n",
          "contentType": "application/x-ndjson"
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "body": {
                "id": 1
              }
            },
            {
              "port": "out",
              "body": {
                "id": 2
              }
            }
          ]
        }
      },
      {
        "title": "A list inside a large JSON body",
        "config": {
          "source": {
            "from": "json",
            "path": "data.orders"
          }
        },
        "given": {
          "body": {
            "data": {
              "orders": [
                {
                  "id": "A1"
                },
                {
                  "id": "A2"
                }
              ]
            }
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "body": {
                "id": "A1"
              }
            },
            {
              "port": "out",
              "body": {
                "id": "A2"
              }
            }
          ]
        }
      },
      {
        "title": "A line that is no JSON fails",
        "config": {
          "source": {
            "from": "json-lines"
          }
        },
        "given": {
          "body": "{\"id\":1}\nid 2\n",
          "contentType": "application/x-ndjson"
        },
        "expect": {
          "error": "BODY_NOT_PARSABLE"
        }
      },
      {
        "title": "Each line of a text",
        "config": {
          "source": {
            "from": "lines"
          }
        },
        "given": {
          "body": "A1;2\r\nA2;5\r\n\r\n",
          "contentType": "text/plain"
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "text": "A1;2",
              "contentType": "text/plain; charset=utf-8",
              "properties": {
                "split_index": 0
              }
            },
            {
              "port": "out",
              "text": "A2;5",
              "contentType": "text/plain; charset=utf-8",
              "properties": {
                "split_index": 1
              }
            }
          ]
        }
      },
      {
        "title": "An empty list gives nothing",
        "config": {
          "source": {
            "from": "list",
            "list": "body.orders"
          }
        },
        "given": {
          "body": {
            "orders": []
          }
        },
        "expect": {
          "emissions": []
        }
      },
      {
        "title": "Segments of an EDI message",
        "config": {
          "source": {
            "from": "text",
            "separator": "'"
          }
        },
        "given": {
          "body": "UNH+1+ORDERS'BGM+220+A1'",
          "contentType": "text/plain"
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "text": "UNH+1+ORDERS"
            },
            {
              "port": "out",
              "text": "BGM+220+A1"
            }
          ]
        }
      },
      {
        "title": "A row with too few cells fails",
        "config": {
          "source": {
            "from": "csv"
          }
        },
        "given": {
          "body": "sku,qty\nA1\n",
          "contentType": "text/csv"
        },
        "expect": {
          "error": "BODY_NOT_PARSABLE"
        }
      },
      {
        "title": "An object is no list",
        "config": {},
        "given": {
          "body": {
            "orders": [
              {
                "id": "A1"
              }
            ]
          }
        },
        "expect": {
          "error": "STEP_FAILED"
        }
      },
      {
        "title": "An XML element that stands there once",
        "config": {
          "source": {
            "from": "list",
            "list": "body.orders.order",
            "acceptSingle": true
          }
        },
        "given": {
          "body": "<orders><order id=\"A1\"/></orders>",
          "contentType": "application/xml"
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "contentType": "application/json",
              "body": {
                "@id": "A1"
              }
            }
          ]
        }
      },
      {
        "title": "Each order of an XML document",
        "config": {
          "source": {
            "from": "xml",
            "path": "orders/order"
          }
        },
        "given": {
          "body": "<orders><order id=\"A1\"><total>7</total></order><order id=\"A2\"/></orders>",
          "contentType": "application/xml"
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "contentType": "application/xml",
              "body": {
                "order": {
                  "@id": "A1",
                  "total": "7"
                }
              }
            },
            {
              "port": "out",
              "contentType": "application/xml",
              "body": {
                "order": {
                  "@id": "A2"
                }
              }
            }
          ]
        }
      }
    ],
  },
  {
    definition: stop,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><circle cx=\"12\" cy=\"12\" r=\"8.5\"/><path d=\"M9 9h6v6H9z\"/></svg>",
    docs: "## When to use\n\nWhen one path has found out that all the others need not go on: the order was withdrawn, the answer has been found, the file was here yesterday already.\n\nA path that has come to its end needs no Stop: it just ends, and the others go on. To fail in a way that a _Try_ around can catch, use _Raise error_.\n\n## Behaviour\n\nThe first document that arrives ends the whole execution, whatever else is under way: steps that are at work are told to stop, waits end, joins do not go on, and no _catch_ or _finally_ runs.\n\n- **succeeded**: the execution shows as succeeded. A caller who still waits for a reply gets status 204, without a body. Put a _Reply_ before this step to answer with something.\n- **failed**: the execution shows as failed, with the message you compose and the code `RAISED`. Over 1,000 characters it is cut. A caller who still waits gets status 500 and a problem document (RFC 9457) that holds the message.\n\nA process that called this one goes on with what it was given, or fails with the message.\n\n## Failure\n\n- What other paths did before is not undone.\n- A message that cannot be composed fails the step with the error of its expression; a _Try_ around catches that one.\n\n## See also\n\nRaise error, Filter, Try, Reply\n",
    examples: [
      {
        "title": "Nothing is left to do",
        "config": {
          "as": {
            "outcome": "succeeded"
          }
        },
        "given": {
          "body": {
            "order": "A1"
          }
        },
        "expect": {
          "emissions": []
        }
      },
      {
        "title": "The order was withdrawn",
        "config": {
          "as": {
            "outcome": "failed",
            "message": "The order {{ body.id }} was withdrawn."
          }
        },
        "given": {
          "body": {
            "id": "A1"
          }
        },
        "expect": {
          "emissions": []
        }
      }
    ],
  },
  {
    definition: summarize,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"M17 5H7l5.5 7L7 19h10\"/></svg>",
    docs: "## When to use\n\nWhere figures are wanted instead of the documents themselves: how many orders, how much for each customer, the latest date, the largest amount. Of a file of any size: it holds the figures, never the documents.\n\nTo keep the documents and make one of them, use _Combine_.\n\n## Behaviour\n\nIt takes everything that comes out of the nearest step before it that makes many documents of one, such as _Split_, each of its documents anew; without such a step, all documents of the execution. When nothing more can come, the result goes on.\n\n_For each_ says what belongs together: with `body.customer`, every customer has a row of its own, in the order in which they first come. Left empty, all documents are one group.\n\n| Function | Gives |\n|---|---|\n| count | how many documents there are; with a value, for how many there is one |\n| sum, average | exact in decimals: `0.1 + 0.2` is `0.3`. An average is rounded to 20 decimal places |\n| min, max | the smallest and largest number; of texts, the first and last by their characters, which is right for dates written as `2026-11-24` |\n| count-distinct | how many different values there are |\n| first, last | the value of the first and last document that has one |\n\nNumbers may also be texts that are written as numbers, as the cells of a CSV file are: `\"12.50\"`. What is null or not there does not count. An average, smallest or largest of nothing is null, a sum of nothing 0.\n\nOf a document whose body is a list, every item counts, and `body` in the expressions is the item. So splitting in groups of 1,000 gives the same figures much faster.\n\nThe result is a list of objects, an object where there are no groups, or, by choice, a document for each group. It has the properties of the document that was split, and `summarized_count`, how many documents or items there were.\n\n## Failure\n\n- A value that is no number fails the step, naming the figure and what was there. Filter such documents out, or have the expression give null for what does not count.\n- More than 200,000 groups, or a million different values to count, fail the step: they are held in memory. A database is the place for so many.\n\n## See also\n\nCombine, Split, Filter\n",
    examples: [
      {
        "title": "A document for each group",
        "config": {
          "groups": [
            {
              "name": "country",
              "value": "body.country"
            }
          ],
          "figures": [
            {
              "name": "latest",
              "function": "max",
              "value": "body.date"
            }
          ],
          "give": "documents"
        },
        "given": {
          "body": [
            {
              "country": "DE",
              "date": "2026-01-31"
            },
            {
              "country": "SE",
              "date": "2026-02-01"
            },
            {
              "country": "DE",
              "date": "2026-03-01"
            }
          ]
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "body": {
                "country": "DE",
                "latest": "2026-03-01"
              }
            },
            {
              "port": "out",
              "body": {
                "country": "SE",
                "latest": "2026-02-01"
              }
            }
          ]
        }
      },
      {
        "title": "Figures of everything",
        "config": {
          "figures": [
            {
              "name": "count",
              "function": "count"
            },
            {
              "name": "average",
              "function": "average",
              "value": "body"
            },
            {
              "name": "largest",
              "function": "max",
              "value": "body"
            }
          ]
        },
        "given": {
          "body": [
            1,
            2,
            6
          ]
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "body": {
                "count": 3,
                "average": 3,
                "largest": 6
              }
            }
          ]
        }
      },
      {
        "title": "Orders and their total for each customer",
        "config": {
          "groups": [
            {
              "name": "customer",
              "value": "body.customer"
            }
          ],
          "figures": [
            {
              "name": "orders",
              "function": "count"
            },
            {
              "name": "total",
              "function": "sum",
              "value": "body.total"
            }
          ]
        },
        "given": {
          "body": [
            {
              "customer": "C-1",
              "total": "0.10"
            },
            {
              "customer": "C-2",
              "total": "5"
            },
            {
              "customer": "C-1",
              "total": "0.20"
            }
          ]
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "contentType": "application/json",
              "body": [
                {
                  "customer": "C-1",
                  "orders": 2,
                  "total": 0.3
                },
                {
                  "customer": "C-2",
                  "orders": 1,
                  "total": 5
                }
              ],
              "properties": {
                "summarized_count": 3
              }
            }
          ]
        }
      },
      {
        "title": "A text that is no number fails",
        "config": {
          "figures": [
            {
              "name": "total",
              "function": "sum",
              "value": "body.total"
            }
          ]
        },
        "given": {
          "body": {
            "total": "12,50 EUR"
          }
        },
        "expect": {
          "error": "STEP_FAILED"
        }
      }
    ],
  },
  {
    definition: tryStep,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"M12 3 5 6v5.5c0 4.3 2.9 7.7 7 9.5 4.1-1.8 7-5.2 7-9.5V6z\"/><path d=\"m9 11.8 2.2 2.2 4-4.2\"/></svg>",
    docs: "## When to use\n\nTo go on when something fails: ask a second service when the first is down, answer a caller with a sentence of your own, put the order that cannot be booked on a list. And to do something in any case, such as removing a temporary file.\n\n## Behaviour\n\nThe document goes to _try_. Everything that only _try_ leads to stands inside; where its way meets one from _catch_, _finally_ or elsewhere, the inside has ended.\n\n- If nothing fails, _catch_ is not used.\n- If a step inside fails, everything else that goes on inside for this document stops, and the document that came in goes to _catch_ with the failure among its properties:\n\n  | Property         | Holds                                                             |\n  | ---------------- | ----------------------------------------------------------------- |\n  | `error_message`  | the sentence, such as `The service answered 503.`                 |\n  | `error_code`     | the kind, such as `HTTP_STATUS`, `TIMEOUT`, `RAISED`              |\n  | `error_status`   | the HTTP status that a caller would be answered                   |\n  | `error_step`     | the id of the step that failed                                    |\n  | `error_document` | the id of the document that it failed with                        |\n\n  In an expression: `properties.error_code === 'TIMEOUT'`, in a template: `{{ properties.error_message }}`.\n\n- When everything behind _try_ and _catch_ has ended, the document that came in goes to _finally_, whichever way it went.\n\nEach document tries for itself: one that fails does not touch the others. A Try may stand inside another; a failure goes to the nearest one. To go on the same way after _try_ and _catch_, link both to the same step, or to a Join with _all that ran_ to have one document.\n\n## Failure\n\n- Without a link at _catch_, the failure goes further out once _finally_ is through: to the next Try around, or it ends the execution as failed.\n- A failure behind _catch_ or _finally_ goes further out too.\n- What the steps inside did before the failure is not undone.\n- When the execution is cancelled, neither _catch_ nor _finally_ runs.\n\nThe failure that was caught stays visible in the record of the execution, as a warning and at the step that failed.\n\n## See also\n\nFor each, Raise error, Stop\n",
    examples: [
      {
        "title": "Where nothing fails, the document goes through try and then through finally",
        "config": {},
        "given": {
          "body": {
            "order": "A1"
          },
          "properties": {
            "customer": "7"
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "try",
              "body": {
                "order": "A1"
              },
              "properties": {
                "customer": "7"
              }
            },
            {
              "port": "finally",
              "body": {
                "order": "A1"
              },
              "properties": {
                "customer": "7"
              }
            }
          ]
        }
      }
    ],
  },
  {
    definition: validate,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"M14 3H7a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V8z\"/><path d=\"M14 3v5h5\"/><path d=\"m9 14.5 2.2 2.2 4-4.2\"/></svg>",
    docs: "## When to use\n\nAt the door of a process, so that what comes in is what the rest of it relies on; and before a reply or a call, so that what goes out is what was promised. For rules that a schema cannot say, such as a date that must lie in the future, use _Business rules_.\n\n## Behaviour\n\nThe body is checked against a **JSON Schema** (draft 6, 7, 2019-09, 2020-12) or an **XSD** (XML Schema 1.0). A document that conforms leaves by `valid`, unchanged. One that does not leaves by `invalid` with these properties:\n\n- `validation_errors`: the list of errors as JSON, each with `line`, `column`, `path` and `message`. In an expression: `JSON.parse(properties.validation_errors)`.\n- `validation_error_count`: how many there are, also those that are not listed.\n- `validation_message`: the first one as a sentence.\n\n_Body of invalid documents_ makes the list the body, as `{\"errors\": […], \"count\": 1}`: link `invalid` to a _Reply_ with status 422, and the caller is told what to mend.\n\nA body that is no JSON or no XML at all is invalid, with the place where reading stopped. Lines and columns count from 1. Paths are JSON Pointers (`/lines/0/qty`) or XPaths (`/order/line[2]/@sku`).\n\nNothing is ever fetched: what an XSD includes or imports is given under _Included files_, by the location that stands in the schema; what a JSON Schema refers to is part of it. Document types (`<!DOCTYPE …>`) are refused in documents and schemas.\n\nSchemas are checked in a thread of their own. Patterns take linear time where they do without look-around and back-references; what takes longer than the time limit is stopped.\n\n## Failure\n\n- A schema that cannot be used fails the step with `CONFIG_INVALID` and the reason, at the first document.\n- A document that takes longer than the time limit fails the step with `TIMEOUT`.\n- A body of more than 32 MB fails the step with `BODY_TOO_LARGE`.\n\n## See also\n\nBusiness rules, Decide, Reply, Raise error\n",
    examples: [
      {
        "title": "Tell the caller what is wrong",
        "config": {
          "against": {
            "language": "json-schema",
            "schema": "{\"type\":\"object\",\"properties\":{\"qty\":{\"type\":\"integer\"}}}"
          },
          "invalidBody": "errors"
        },
        "given": {
          "body": {
            "qty": "two"
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "invalid",
              "body": {
                "errors": [
                  {
                    "line": 1,
                    "column": 8,
                    "path": "/qty",
                    "message": "must be integer"
                  }
                ],
                "count": 1
              },
              "properties": {
                "validation_error_count": 1,
                "validation_message": "/qty, line 1, column 8: must be integer"
              }
            }
          ]
        }
      },
      {
        "title": "An order that conforms to its JSON Schema",
        "config": {
          "against": {
            "language": "json-schema",
            "schema": "{\"type\":\"object\",\"required\":[\"id\",\"lines\"],\"properties\":{\"id\":{\"type\":\"integer\"},\"lines\":{\"type\":\"array\",\"minItems\":1}}}"
          }
        },
        "given": {
          "body": {
            "id": 7,
            "lines": [
              {
                "sku": "A"
              }
            ]
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "valid",
              "body": {
                "id": 7,
                "lines": [
                  {
                    "sku": "A"
                  }
                ]
              }
            }
          ]
        }
      },
      {
        "title": "XML against an XSD",
        "config": {
          "against": {
            "language": "xsd",
            "schema": "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"><xs:element name=\"order\"><xs:complexType><xs:sequence><xs:element name=\"qty\" type=\"xs:positiveInteger\" maxOccurs=\"unbounded\"/></xs:sequence></xs:complexType></xs:element></xs:schema>"
          }
        },
        "given": {
          "body": "<order>\n  <qty>1</qty>\n  <qty>0</qty>\n</order>",
          "contentType": "application/xml"
        },
        "expect": {
          "emissions": [
            {
              "port": "invalid",
              "properties": {
                "validation_error_count": 1,
                "validation_message": "/order/qty[2], line 3, column 3: Element 'qty': '0' is not a valid value of the atomic type 'xs:positiveInteger'."
              }
            }
          ]
        }
      }
    ],
  },
  {
    definition: waitForCallback,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><circle cx=\"8\" cy=\"15.5\" r=\"5\"/><path d=\"M8 13v2.5l1.75 1.25\"/><path d=\"M20.5 7.5h-8\"/><path d=\"M15.5 4l-3.5 3.5 3.5 3.5\"/></svg>",
    docs: "## When to use\n\nWhere a process can only go on when somebody outside has answered: a manager approves an order by a link in a mail, a bank confirms a payment, a slow service calls a webhook when it is done.\n\n## Behaviour\n\nEach document leaves by _requested_ at once, unchanged but for the property `callback_url`: an address of this Weft that belongs to this very wait. Send it to whoever is to answer, in a mail or a call, from the steps behind _requested_.\n\nThen the document waits. When somebody sends a request to the address (`POST` with any body, or opens it as a link), a document leaves by _resumed_. Its body is what the caller sent, or the body that came in, as you choose. It has the properties of the document that came in, and beside them those of the request, each with `callback_` before its name: `&decision=yes` at the end of the address becomes `callback_query_decision`.\n\nThe first call counts; later ones are told so and change nothing. Whoever knows the address may answer, nobody else: it cannot be guessed, and is of no use after the wait.\n\nWhen its limit has passed first, the document that came in leaves by _timed out_, unchanged.\n\nA wait holds no worker: the execution is put aside as _waiting_, survives restarts of Weft, and goes on wherever a worker is free, in the version it began with. What ran before the wait is not run again. Cancelling the execution ends the wait at once.\n\nThe address begins with the public address of the gateway, which the operator sets (`WEFT_GATEWAY_URL`).\n\n## Failure\n\n- An amount that is no number, a time without its zone, and a limit over 366 days fail the step; the message shows the value.\n- A step behind _requested_ that fails ends the execution, as anywhere; nobody can answer any more.\n- More than 10,000 documents of one execution cannot wait at once: the next one fails the step.\n\n## See also\n\nDelay, Reply\n",
    examples: [
      {
        "title": "An approval that nobody gave within three days",
        "config": {
          "limit": {
            "ends": "after",
            "amount": "3",
            "unit": "days"
          },
          "body": "document"
        },
        "given": {
          "body": {
            "order": "A1"
          },
          "properties": {
            "customer": "C-7"
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "requested",
              "body": {
                "order": "A1"
              },
              "properties": {
                "customer": "C-7",
                "callback_url": "https://weft.example/callbacks/1"
              }
            },
            {
              "port": "timed-out",
              "body": {
                "order": "A1"
              },
              "properties": {
                "customer": "C-7"
              }
            }
          ]
        }
      },
      {
        "title": "A limit that the document names",
        "config": {
          "limit": {
            "ends": "at",
            "time": "{{ body.until }}"
          }
        },
        "given": {
          "body": {
            "until": "1970-01-05T12:00:00Z"
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "requested"
            },
            {
              "port": "timed-out"
            }
          ]
        }
      }
    ],
  },
];
