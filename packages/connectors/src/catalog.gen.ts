// Written by `node tooling/generate/main.ts`. Change the folders of the step types instead.
import type { AnyConnectionDefinition, CatalogEntry } from '@weft/step-kit';
import { definition as diskDelete } from './disk/disk-delete/definition.ts';
import { definition as diskGet } from './disk/disk-get/definition.ts';
import { definition as diskList } from './disk/disk-list/definition.ts';
import { definition as diskPut } from './disk/disk-put/definition.ts';
import { definition as diskRename } from './disk/disk-rename/definition.ts';
import { definition as ftpDelete } from './ftp/ftp-delete/definition.ts';
import { definition as ftpGet } from './ftp/ftp-get/definition.ts';
import { definition as ftpList } from './ftp/ftp-list/definition.ts';
import { definition as ftpPut } from './ftp/ftp-put/definition.ts';
import { definition as ftpRename } from './ftp/ftp-rename/definition.ts';
import { definition as httpClient } from './http/http-client/definition.ts';
import { definition as mailFetch } from './imap/mail-fetch/definition.ts';
import { definition as mailSend } from './smtp/mail-send/definition.ts';
import { definition as mysqlExecute } from './mysql/mysql-execute/definition.ts';
import { definition as mysqlQuery } from './mysql/mysql-query/definition.ts';
import { definition as mysqlUpsert } from './mysql/mysql-upsert/definition.ts';
import { definition as notify } from './http/notify/definition.ts';
import { definition as postgresExecute } from './postgres/postgres-execute/definition.ts';
import { definition as postgresQuery } from './postgres/postgres-query/definition.ts';
import { definition as postgresUpsert } from './postgres/postgres-upsert/definition.ts';
import { definition as s3Delete } from './s3/s3-delete/definition.ts';
import { definition as s3Get } from './s3/s3-get/definition.ts';
import { definition as s3List } from './s3/s3-list/definition.ts';
import { definition as s3Put } from './s3/s3-put/definition.ts';
import { definition as s3Rename } from './s3/s3-rename/definition.ts';
import { definition as sftpDelete } from './sftp/sftp-delete/definition.ts';
import { definition as sftpGet } from './sftp/sftp-get/definition.ts';
import { definition as sftpList } from './sftp/sftp-list/definition.ts';
import { definition as sftpPut } from './sftp/sftp-put/definition.ts';
import { definition as sftpRename } from './sftp/sftp-rename/definition.ts';
import { connection as diskConnection } from './disk/connection.ts';
import { connection as ftpConnection } from './ftp/connection.ts';
import { connection as httpConnection } from './http/connection.ts';
import { connection as imapConnection } from './imap/connection.ts';
import { connection as mysqlConnection } from './mysql/connection.ts';
import { connection as postgresConnection } from './postgres/connection.ts';
import { connection as s3Connection } from './s3/connection.ts';
import { connection as sftpConnection } from './sftp/connection.ts';
import { connection as smtpConnection } from './smtp/connection.ts';

/** Every step type of this package, in the order of their types. */
export const stepEntries: readonly CatalogEntry[] = [
  {
    definition: diskDelete,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"M6 3h8l5 5v4\"/><path d=\"M6 3v17a1 1 0 0 0 1 1h5\"/><path d=\"M14 3v5h5\"/><path d=\"m15 15 5 5\"/><path d=\"m20 15-5 5\"/></svg>",
    docs: "## When to use\n\nTo delete a file on a disk of the worker, for example when all that was to be done with it has been done.\n\n## Behaviour\n\nThe document goes on unchanged, with the properties `file_name`, `file_path` and `file_deleted`. That no such file was there is no failure; `file_deleted` is false then. Folders are not deleted. Paths begin at the folder of the connection and cannot leave it; `..` is refused, and so is a link that leads out.\n\nThe step may run again when a worker dies in the middle of it.\n\n## Failure\n\n- A folder that the operator has not allowed, or a link that leads out of the folder, fails with `FORBIDDEN`; what the machine refuses, such as a full disk, with `STEP_FAILED` and the reason.\n\n## See also\n\nDisk rename, Disk get\n",
    examples: [
      {
        "title": "A file that is not there",
        "config": {
          "connection": "demo-disk",
          "path": "out/no such file.txt"
        },
        "given": {},
        "expect": {
          "emissions": [
            {
              "port": "out",
              "properties": {
                "file_deleted": false
              }
            }
          ]
        }
      }
    ],
  },
  {
    definition: diskGet,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"M6 3h8l5 5v4\"/><path d=\"M6 3v17a1 1 0 0 0 1 1h5\"/><path d=\"M14 3v5h5\"/><path d=\"M17.5 14v7\"/><path d=\"m14.5 18 3 3 3-3\"/></svg>",
    docs: "## When to use\n\nTo take files from a disk of the worker into a process: one by its path, the newest, or all that fit a pattern.\n\n## Behaviour\n\nEach file becomes a document at the port _file_, with the properties `file_name`, `file_path`, `file_size` (bytes) and `file_modified` (ISO 8601). Where there is nothing to fetch, the document that came in leaves by _none_. Large files are never held in memory: they wait in a temporary file of this machine, which goes with the document.\n\nA document goes on only when all of its file is here. _Afterwards_ leaves, deletes or moves the file; in the new folder a file of the same name is not replaced, the moved one becomes `name (2)`.\n\nWith _Take each file once_ it is remembered which files were taken. No other execution takes them again until they have changed their size or time. A file that could not be fetched is one for the next time.\n\nPaths begin at the folder of the connection and cannot leave it; `..` is refused, and so is a link that leads out.\n\nWhere the files stay, the step simply runs again when a worker dies in the middle of it, and takes what it had taken. Where it deletes or moves them it is never run twice for one document: the execution then fails with `OUTCOME_UNKNOWN`. Move files rather than delete them where each one counts.\n\n## Failure\n\n- A transfer that breaks off fails the step, and the file stays where it is.\n- A folder that is not there fails with `NOT_FOUND`.\n- A folder that the operator has not allowed, or a link that leads out of the folder, fails with `FORBIDDEN`; what the machine refuses, such as a full disk, with `STEP_FAILED` and the reason.\n\n## See also\n\nDisk list, Disk put\n",
    examples: [
      {
        "title": "The newest order file",
        "config": {
          "connection": "demo-disk",
          "files": {
            "kind": "newest",
            "folder": "orders",
            "pattern": "orders-*.csv"
          }
        },
        "given": {},
        "expect": {
          "emissions": [
            {
              "port": "file",
              "contentType": "text/csv",
              "properties": {
                "file_name": "orders-20261123.csv",
                "file_path": "orders/orders-20261123.csv"
              }
            }
          ]
        }
      },
      {
        "title": "Nothing to fetch",
        "config": {
          "connection": "demo-disk",
          "files": {
            "kind": "path",
            "path": "orders/orders-{{ body.day }}.csv"
          }
        },
        "given": {
          "body": {
            "day": "19990101"
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "none",
              "body": {
                "day": "19990101"
              },
              "properties": {
                "files_found": 0
              }
            }
          ]
        }
      }
    ],
  },
  {
    definition: diskList,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"M3 6.5a1.5 1.5 0 0 1 1.5-1.5H9l2 2.5h8.5A1.5 1.5 0 0 1 21 9v9.5a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 18.5z\"/><path d=\"M7.5 12h9\"/><path d=\"M7.5 16h6\"/></svg>",
    docs: "## When to use\n\nTo know which files are in a folder of a disk of the worker: to fetch some of them, to count them, to see whether one has come.\n\n## Behaviour\n\nThe files whose names fit the pattern are listed in order of their names, as objects with `name`, `path`, `size` (bytes), `modified` (ISO 8601, or null where it is not known) and `folder` (true for folders). _list_ gives one document with all of them, _document-per-file_ a document for each. The property `files_found` is how many there are; an empty folder gives an empty list. Folders within are not entered. Paths begin at the folder of the connection and cannot leave it; `..` is refused, and so is a link that leads out.\n\n## Failure\n\n- A folder that is not there fails with `NOT_FOUND`.\n- A folder that the operator has not allowed, or a link that leads out of the folder, fails with `FORBIDDEN`; what the machine refuses, such as a full disk, with `STEP_FAILED` and the reason.\n\n## See also\n\nDisk get, Disk put\n",
    examples: [
      {
        "title": "The order files of a folder",
        "config": {
          "connection": "demo-disk",
          "folder": "orders",
          "pattern": "orders-2026112[0-3].csv",
          "result": "document-per-file"
        },
        "given": {},
        "expect": {
          "emissions": [
            {
              "port": "out",
              "properties": {
                "files_found": 3
              }
            },
            {
              "port": "out",
              "properties": {
                "files_found": 3
              }
            },
            {
              "port": "out",
              "properties": {
                "files_found": 3
              }
            }
          ]
        }
      },
      {
        "title": "A folder that is not there",
        "config": {
          "connection": "demo-disk",
          "folder": "nowhere"
        },
        "given": {},
        "expect": {
          "error": "NOT_FOUND"
        }
      }
    ],
  },
  {
    definition: diskPut,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"M6 3h8l5 5v4\"/><path d=\"M6 3v17a1 1 0 0 0 1 1h5\"/><path d=\"M14 3v5h5\"/><path d=\"M17.5 21v-7\"/><path d=\"m14.5 17 3-3 3 3\"/></svg>",
    docs: "## When to use\n\nTo leave the body of a document in a file on a disk of the worker.\n\n## Behaviour\n\nThe body is written under a temporary name that begins with a dot and ends in `.weft-part`, compared in size, and then renamed: whoever watches the folder never sees half a file under its name. Folders that are not there are made, unless that is switched off. Large bodies are sent as they are read.\n\nThe document goes on unchanged at the port _written_, with the properties `file_name`, `file_path` and `file_size`. With _skip_, a document whose file was there leaves by _was there_. With _append_ the body is added to the end of the file under its own name, where others may see it grow; `file_size` is that of the whole file. Paths begin at the folder of the connection and cannot leave it; `..` is refused, and so is a link that leads out.\n\nWith _overwrite_ the step simply runs again when a worker dies in the middle of it. In the other ways it is never run twice for one document.\n\n## Failure\n\n- With _fail_, a file that is there fails the step with `CONFLICT`.\n- A transfer that breaks off fails the step; under the file's name nothing has changed, unless it was to be appended to: then a part may have arrived.\n- A folder that the operator has not allowed, or a link that leads out of the folder, fails with `FORBIDDEN`; what the machine refuses, such as a full disk, with `STEP_FAILED` and the reason.\n\n## See also\n\nDisk get, Disk rename\n",
    examples: [
      {
        "title": "A path that leads out of the folder",
        "config": {
          "connection": "demo-disk",
          "path": "../outside.txt"
        },
        "given": {},
        "expect": {
          "error": "STEP_FAILED"
        }
      },
      {
        "title": "Leave a result in a folder",
        "config": {
          "connection": "demo-disk",
          "path": "out/customer-7.json"
        },
        "given": {
          "body": {
            "id": 7
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "body": {
                "id": 7
              },
              "properties": {
                "file_name": "customer-7.json",
                "file_path": "out/customer-7.json",
                "file_size": 8
              }
            }
          ]
        }
      }
    ],
  },
  {
    definition: diskRename,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"M6 3h8l5 5v4\"/><path d=\"M6 3v17a1 1 0 0 0 1 1h5\"/><path d=\"M14 3v5h5\"/><path d=\"M13.5 17.5h7\"/><path d=\"m18 15 2.5 2.5L18 20\"/></svg>",
    docs: "## When to use\n\nTo rename a file on a disk of the worker or to move it to another folder, for example into an archive.\n\n## Behaviour\n\nThe document goes on unchanged, with the new path in the properties `file_name` and `file_path`. Folders of the new path that are not there are made, unless that is switched off. Paths begin at the folder of the connection and cannot leave it; `..` is refused, and so is a link that leads out.\n\nThe step is never run twice for one document.\n\n## Failure\n\n- A file that is not there fails with `NOT_FOUND`, one that is at the new path already with `CONFLICT` unless another answer to that is chosen.\n- A folder that the operator has not allowed, or a link that leads out of the folder, fails with `FORBIDDEN`; what the machine refuses, such as a full disk, with `STEP_FAILED` and the reason.\n\n## See also\n\nDisk get, Disk delete\n",
    examples: [
      {
        "title": "A file that is not there",
        "config": {
          "connection": "demo-disk",
          "from": "out/no such file.txt",
          "to": "archive/file.txt"
        },
        "given": {},
        "expect": {
          "error": "NOT_FOUND"
        }
      }
    ],
  },
  {
    definition: ftpDelete,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"M6 3h8l5 5v4\"/><path d=\"M6 3v17a1 1 0 0 0 1 1h5\"/><path d=\"M14 3v5h5\"/><path d=\"m15 15 5 5\"/><path d=\"m20 15-5 5\"/></svg>",
    docs: "## When to use\n\nTo delete a file on the FTP server, for example when all that was to be done with it has been done.\n\n## Behaviour\n\nThe document goes on unchanged, with the properties `file_name`, `file_path` and `file_deleted`. That no such file was there is no failure; `file_deleted` is false then. Folders are not deleted. Paths begin at the folder of the connection and cannot leave it; `..` is refused.\n\nThe step may run again when a worker dies in the middle of it.\n\n## Failure\n\n- A server that cannot be reached or that does not accept the credentials fails with `CONNECTION_FAILED`, one that is silent for too long with `TIMEOUT`, a refused address with `OUTBOUND_REFUSED`.\n\n## See also\n\nFTP rename, FTP get\n",
    examples: [
      {
        "title": "A file that is not there",
        "config": {
          "connection": "demo-files",
          "path": "out/no such file.txt"
        },
        "given": {},
        "expect": {
          "emissions": [
            {
              "port": "out",
              "properties": {
                "file_deleted": false
              }
            }
          ]
        }
      }
    ],
  },
  {
    definition: ftpGet,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"M6 3h8l5 5v4\"/><path d=\"M6 3v17a1 1 0 0 0 1 1h5\"/><path d=\"M14 3v5h5\"/><path d=\"M17.5 14v7\"/><path d=\"m14.5 18 3 3 3-3\"/></svg>",
    docs: "## When to use\n\nTo take files from the FTP server into a process: one by its path, the newest, or all that fit a pattern.\n\n## Behaviour\n\nEach file becomes a document at the port _file_, with the properties `file_name`, `file_path`, `file_size` (bytes) and `file_modified` (ISO 8601). Where there is nothing to fetch, the document that came in leaves by _none_. Large files are never held in memory: they wait in a temporary file of this machine, which goes with the document.\n\nA document goes on only when all of its file is here. _Afterwards_ leaves, deletes or moves the file; in the new folder a file of the same name is not replaced, the moved one becomes `name (2)`.\n\nWith _Take each file once_ it is remembered which files were taken. No other execution takes them again until they have changed their size or time. A file that could not be fetched is one for the next time. Where a server does not tell times, a file that changes without changing its size is not noticed.\n\nPaths begin at the folder of the connection and cannot leave it; `..` is refused.\n\nWhere the files stay, the step simply runs again when a worker dies in the middle of it, and takes what it had taken. Where it deletes or moves them it is never run twice for one document: the execution then fails with `OUTCOME_UNKNOWN`. Move files rather than delete them where each one counts.\n\n## Failure\n\n- A transfer that breaks off fails the step, and the file stays where it is.\n- A folder that is not there fails with `NOT_FOUND`.\n- _The newest_ fails with `STEP_FAILED` where the server does not tell when files were changed.\n- A server that cannot be reached or that does not accept the credentials fails with `CONNECTION_FAILED`, one that is silent for too long with `TIMEOUT`, a refused address with `OUTBOUND_REFUSED`.\n\n## See also\n\nFTP list, FTP put\n",
    examples: [
      {
        "title": "The newest order file",
        "config": {
          "connection": "demo-files",
          "files": {
            "kind": "newest",
            "folder": "orders",
            "pattern": "orders-*.csv"
          }
        },
        "given": {},
        "expect": {
          "emissions": [
            {
              "port": "file",
              "contentType": "text/csv",
              "properties": {
                "file_name": "orders-20261123.csv",
                "file_path": "orders/orders-20261123.csv"
              }
            }
          ]
        }
      },
      {
        "title": "Nothing to fetch",
        "config": {
          "connection": "demo-files",
          "files": {
            "kind": "path",
            "path": "orders/orders-{{ body.day }}.csv"
          }
        },
        "given": {
          "body": {
            "day": "19990101"
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "none",
              "body": {
                "day": "19990101"
              },
              "properties": {
                "files_found": 0
              }
            }
          ]
        }
      }
    ],
  },
  {
    definition: ftpList,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"M3 6.5a1.5 1.5 0 0 1 1.5-1.5H9l2 2.5h8.5A1.5 1.5 0 0 1 21 9v9.5a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 18.5z\"/><path d=\"M7.5 12h9\"/><path d=\"M7.5 16h6\"/></svg>",
    docs: "## When to use\n\nTo know which files are in a folder of the FTP server: to fetch some of them, to count them, to see whether one has come.\n\n## Behaviour\n\nThe files whose names fit the pattern are listed in order of their names, as objects with `name`, `path`, `size` (bytes), `modified` (ISO 8601, or null where it is not known) and `folder` (true for folders). _list_ gives one document with all of them, _document-per-file_ a document for each. The property `files_found` is how many there are; an empty folder gives an empty list. Folders within are not entered. Paths begin at the folder of the connection and cannot leave it; `..` is refused.\n\n## Failure\n\n- A folder that is not there fails with `NOT_FOUND`.\n- A server that cannot be reached or that does not accept the credentials fails with `CONNECTION_FAILED`, one that is silent for too long with `TIMEOUT`, a refused address with `OUTBOUND_REFUSED`.\n\n## See also\n\nFTP get, FTP put\n",
    examples: [
      {
        "title": "The order files of a folder",
        "config": {
          "connection": "demo-files",
          "folder": "orders",
          "pattern": "orders-2026112[0-3].csv",
          "result": "document-per-file"
        },
        "given": {},
        "expect": {
          "emissions": [
            {
              "port": "out",
              "properties": {
                "files_found": 3
              }
            },
            {
              "port": "out",
              "properties": {
                "files_found": 3
              }
            },
            {
              "port": "out",
              "properties": {
                "files_found": 3
              }
            }
          ]
        }
      },
      {
        "title": "A folder that is not there",
        "config": {
          "connection": "demo-files",
          "folder": "nowhere"
        },
        "given": {},
        "expect": {
          "error": "NOT_FOUND"
        }
      }
    ],
  },
  {
    definition: ftpPut,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"M6 3h8l5 5v4\"/><path d=\"M6 3v17a1 1 0 0 0 1 1h5\"/><path d=\"M14 3v5h5\"/><path d=\"M17.5 21v-7\"/><path d=\"m14.5 17 3-3 3 3\"/></svg>",
    docs: "## When to use\n\nTo leave the body of a document in a file on the FTP server.\n\n## Behaviour\n\nThe body is written under a temporary name that begins with a dot and ends in `.weft-part`, compared in size, and then renamed: whoever watches the folder never sees half a file under its name. Folders that are not there are made, unless that is switched off. Large bodies are sent as they are read.\n\nThe document goes on unchanged at the port _written_, with the properties `file_name`, `file_path` and `file_size`. With _skip_, a document whose file was there leaves by _was there_. With _append_ the body is added to the end of the file under its own name, where others may see it grow; `file_size` is that of the whole file. Paths begin at the folder of the connection and cannot leave it; `..` is refused.\n\nWith _overwrite_ the step simply runs again when a worker dies in the middle of it. In the other ways it is never run twice for one document.\n\n## Failure\n\n- With _fail_, a file that is there fails the step with `CONFLICT`.\n- A transfer that breaks off fails the step; under the file's name nothing has changed, unless it was to be appended to: then a part may have arrived.\n- A server that cannot be reached or that does not accept the credentials fails with `CONNECTION_FAILED`, one that is silent for too long with `TIMEOUT`, a refused address with `OUTBOUND_REFUSED`.\n\n## See also\n\nFTP get, FTP rename\n",
    examples: [
      {
        "title": "A path that leads out of the folder",
        "config": {
          "connection": "demo-files",
          "path": "../outside.txt"
        },
        "given": {},
        "expect": {
          "error": "STEP_FAILED"
        }
      },
      {
        "title": "Leave a result in a folder",
        "config": {
          "connection": "demo-files",
          "path": "out/customer-7.json"
        },
        "given": {
          "body": {
            "id": 7
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "body": {
                "id": 7
              },
              "properties": {
                "file_name": "customer-7.json",
                "file_path": "out/customer-7.json",
                "file_size": 8
              }
            }
          ]
        }
      }
    ],
  },
  {
    definition: ftpRename,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"M6 3h8l5 5v4\"/><path d=\"M6 3v17a1 1 0 0 0 1 1h5\"/><path d=\"M14 3v5h5\"/><path d=\"M13.5 17.5h7\"/><path d=\"m18 15 2.5 2.5L18 20\"/></svg>",
    docs: "## When to use\n\nTo rename a file on the FTP server or to move it to another folder, for example into an archive.\n\n## Behaviour\n\nThe document goes on unchanged, with the new path in the properties `file_name` and `file_path`. Folders of the new path that are not there are made, unless that is switched off. Paths begin at the folder of the connection and cannot leave it; `..` is refused.\n\nThe step is never run twice for one document.\n\n## Failure\n\n- A file that is not there fails with `NOT_FOUND`, one that is at the new path already with `CONFLICT` unless another answer to that is chosen.\n- A server that cannot be reached or that does not accept the credentials fails with `CONNECTION_FAILED`, one that is silent for too long with `TIMEOUT`, a refused address with `OUTBOUND_REFUSED`.\n\n## See also\n\nFTP get, FTP delete\n",
    examples: [
      {
        "title": "A file that is not there",
        "config": {
          "connection": "demo-files",
          "from": "out/no such file.txt",
          "to": "archive/file.txt"
        },
        "given": {},
        "expect": {
          "error": "NOT_FOUND"
        }
      }
    ],
  },
  {
    definition: httpClient,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><circle cx=\"10.5\" cy=\"11\" r=\"7.5\"/><path d=\"M3 11h15\"/><path d=\"M10.5 3.5c2.5 2 3.5 4.5 3.5 7.5s-1 5.5-3.5 7.5C8 16.5 7 14 7 11s1-5.5 3.5-7.5z\"/><path d=\"M16 20h5\"/><path d=\"m19 18 2 2-2 2\"/></svg>",
    docs: "## When to use\n\nTo ask a web service for data, or to hand it data, in the middle of a process.\n\n## Behaviour\n\nWith a connection the URL is relative to the base URL and the request carries the connection's headers and credentials. They are sent nowhere else: a URL or a redirect that leaves the base URL's server goes without them or is refused. Without a connection the URL is a whole one.\n\nValues of `{{ expressions }}` in the URL are URL-encoded, so a value can never change which resource is asked for. A URL that begins with an expression takes that first value as it is.\n\nThe answer becomes the body of the document, with the content type the service named. One of more than 1 MB waits in a file, so that a gigabyte can be split or written to another place; raise _Largest response_ for it. Its status is the property `http_status`. The other properties stay. Up to five redirects are followed; each target is checked like the first URL. Addresses inside the private network are refused unless the operator allows them.\n\nThe body is the document, a text with expressions, the fields of a form, or a form with files, of which the document is one. A large document is sent as it is read.\n\n**Pages**: a service that hands out a long list in pages is asked again and again, each answer becoming a document with the property `http_page`, from 1. The next page is found by the header `Link`, a URL or a cursor in the answer, a page number or an offset. Pages are asked for as the next step takes them; a _Combine_ step makes one list of them. Links are followed within the base URL of the connection only.\n\nWith _Try again when it fails_ a failure that may pass (no connection, no answer in time, the statuses 408, 429, 502, 503 and 504) is tried again after growing waits, or when the service says so in `Retry-After`.\n\nThe request may be sent again when a worker dies in the middle of it.\n\n## Failure\n\n- A status outside 200 to 299 fails the step with `HTTP_STATUS`, the status and the first 500 characters of the answer. With _Go on after an error status_ the document goes on, and `http_status` says what happened.\n- A service that cannot be reached fails with `CONNECTION_FAILED`, one that is too slow with `TIMEOUT`, a refused address with `OUTBOUND_REFUSED`.\n- An answer larger than allowed fails with `BODY_TOO_LARGE`.\n- More pages than allowed fail the step: a service that names page after page may never come to an end. So does one that names the page itself as the next. Pages that came before went on already.\n\n## See also\n\nNotify, Combine, Map, PostgreSQL query\n",
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
    definition: mailFetch,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"M21 11V6.5A1.5 1.5 0 0 0 19.5 5h-15A1.5 1.5 0 0 0 3 6.5v10A1.5 1.5 0 0 0 4.5 18H12\"/><path d=\"m3.5 6.5 8.5 6 8.5-6\"/><path d=\"M17.5 14v6.5\"/><path d=\"m14.5 17.5 3 3 3-3\"/></svg>",
    docs: "## When to use\n\nTo take what arrives in a mailbox into a process, behind a schedule: orders that customers mail, invoices as attachments, answers.\n\n## Behaviour\n\nMessages of the folder are fetched one by one, the oldest first. Each becomes a document at the port _message_: an object with `from`, `to`, `cc`, `replyTo`, `subject`, `date`, `messageId`, `inReplyTo`, `text`, `html` and the list `attachments` (`name`, `contentType`, `size`); or, with _raw_, the message as it was sent. With _Attachments_, each of them becomes a document of its own with the properties `file_name` and `file_size`, after its message. All have the properties `mail_from`, `mail_subject`, `mail_message_id` and `mail_date`. Where there is nothing to fetch, the document that came in leaves by _none_.\n\nA message goes on when all of it is here and _Afterwards_ has been done: it is left, marked read, moved or deleted.\n\nWith _Take each message once_ it is remembered which messages were taken, so that none is taken by two executions that look at once, also where messages stay unread.\n\nWhere messages are left, the step simply runs again when a worker dies in the middle of it, and takes what it had taken. Otherwise it is never run twice for one document: the execution then fails with `OUTCOME_UNKNOWN`. Move messages rather than delete them where each one counts.\n\n## Failure\n\n- A folder that is not there fails with `NOT_FOUND`.\n- A message that is larger than 64 MB, or a connection that breaks off, fails the step; the message stays where it is and counts as not taken.\n- A server that cannot be reached or that does not accept the credentials fails with `CONNECTION_FAILED`, one that is silent for too long with `TIMEOUT`, a refused address with `OUTBOUND_REFUSED`.\n\n## See also\n\nSchedule, Send mail\n",
    examples: [
      {
        "title": "A message with an order attached",
        "config": {
          "connection": "demo-mailbox",
          "which": "all",
          "after": {
            "kind": "leave"
          },
          "attachments": true
        },
        "given": {},
        "expect": {
          "emissions": [
            {
              "port": "mail",
              "properties": {
                "mail_from": "orders@northwind-bakery.example",
                "mail_subject": "Our order"
              }
            },
            {
              "port": "attachment",
              "contentType": "text/csv",
              "properties": {
                "file_name": "order.csv"
              }
            }
          ]
        }
      },
      {
        "title": "A folder that is not there",
        "config": {
          "connection": "demo-mailbox",
          "folder": "Nowhere"
        },
        "given": {},
        "expect": {
          "error": "NOT_FOUND"
        }
      },
      {
        "title": "Nobody has written about this",
        "config": {
          "connection": "demo-mailbox",
          "subject": "{{ body.about }}",
          "after": {
            "kind": "leave"
          }
        },
        "given": {
          "body": {
            "about": "no such subject"
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "none",
              "body": {
                "about": "no such subject"
              },
              "properties": {
                "mail_found": 0
              }
            }
          ]
        }
      }
    ],
  },
  {
    definition: mailSend,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"M21 11V6.5A1.5 1.5 0 0 0 19.5 5h-15A1.5 1.5 0 0 0 3 6.5v10A1.5 1.5 0 0 0 4.5 18H12\"/><path d=\"m3.5 6.5 8.5 6 8.5-6\"/><path d=\"M15 17.5h6\"/><path d=\"m18.5 15 2.5 2.5-2.5 2.5\"/></svg>",
    docs: "## When to use\n\nTo tell people something by mail: an alert, a confirmation, a report with the document attached.\n\n## Behaviour\n\nOne message is sent for each document; the document goes on unchanged at the port _sent_, when the server has taken the message. Its properties are `mail_message_id`, `mail_accepted` (how many recipients the server took) and `mail_rejected` (those it did not, separated by commas).\n\n_To_, _Copy_ and _Hidden copy_ take addresses separated by commas, `name@example.com` or `Name <name@example.com>`. With _HTML_ the message has both forms, and every mail program shows the one it can. What stands in double braces is put into HTML as it is: use it for values that you trust.\n\nAttached is nothing, the body of the document, or files from a list such as `[{ name: 'note.txt', text: 'Hello' }, { name: 'scan.pdf', base64: body.scan }]`.\n\nThe step is never run twice for one document. The message has the same `Message-ID` whenever the same document of the same execution is sent, so that mail programs can tell a repeated one.\n\n## Failure\n\n- Where no recipient is left after the templates were filled, the step fails with `STEP_FAILED`.\n- Where the server takes the message for some recipients only, the step does not fail; see `mail_rejected`.\n- A message, sender or recipients that the server refuses fail with `STEP_FAILED` and the server's words. That the message cannot be delivered later comes back by mail to the sender, as always.\n- A server that cannot be reached or that does not accept the credentials fails with `CONNECTION_FAILED`, one that is silent for too long with `TIMEOUT`, a refused address with `OUTBOUND_REFUSED`.\n\n## See also\n\nMessage, Fetch mail\n",
    examples: [
      {
        "title": "Tell the warehouse about an order",
        "config": {
          "connection": "demo-mail",
          "to": "Warehouse <warehouse@example.com>",
          "subject": "Order {{ body.id }} is to be packed",
          "text": "{{ body.lines.length }} lines for {{ body.customer }}.",
          "attachments": {
            "kind": "body",
            "fileName": "order-{{ body.id }}.json"
          }
        },
        "given": {
          "body": {
            "id": 7,
            "customer": "Northwind Bakery",
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
                "id": 7,
                "customer": "Northwind Bakery",
                "lines": [
                  1,
                  2
                ]
              },
              "properties": {
                "mail_accepted": 1,
                "mail_rejected": ""
              }
            }
          ]
        }
      },
      {
        "title": "A document without an address fails the step",
        "config": {
          "connection": "demo-mail",
          "to": "{{ body.email }}",
          "subject": "Hello"
        },
        "given": {
          "body": {
            "email": ""
          }
        },
        "expect": {
          "error": "STEP_FAILED"
        }
      }
    ],
  },
  {
    definition: mysqlExecute,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><ellipse cx=\"10\" cy=\"5.5\" rx=\"7\" ry=\"2.5\"/><path d=\"M3 5.5v12C3 18.9 6 20 9.5 20\"/><path d=\"M17 5.5v4.25\"/><path d=\"M3 11.5c0 1.4 3.1 2.5 7 2.5\"/><path d=\"m13.5 14 3 3.25-3 3.25\"/><path d=\"M18 20.5h3.5\"/></svg>",
    docs: "## When to use\n\nTo change a MySQL or MariaDB database: insert, update, delete, call a procedure. To write a row that may be there already, _MySQL upsert_ is simpler.\n\n## Behaviour\n\nThe statements run from top to bottom in one transaction for each document: all of them count, or none. That holds for tables of InnoDB, and not for statements that change tables themselves (`create`, `alter`, `truncate`): MySQL commits before each of these. Values are bound and never become part of the text: write `:name` and give a parameter of that name, or `?` and give them in order. A list becomes as many values as it has items.\n\nThe document goes on as it came, with the number of changed rows in the property `rows_affected`; or what the last statement returned goes on as a list of rows.\n\nThe statements are never run twice for one document. Where a worker dies while they run, nobody knows whether they count: the execution fails with `OUTCOME_UNKNOWN`, and the document is parked for somebody who can find out. Say _May run twice_ of statements that do no harm the second time; then they are simply run again.\n\n## Failure\n\n- What the database refuses fails with `QUERY_FAILED`, the error number and the SQLSTATE; the whole transaction is rolled back.\n- A time-out, or the end of the execution, cancels the statement in the database and rolls back.\n\n## See also\n\nMySQL upsert, MySQL query\n",
    examples: [
      {
        "title": "Two statements in one transaction, the rows of the last one",
        "config": {
          "connection": "demo-mysql",
          "statements": [
            {
              "sql": "update payment_terms set terms = :terms where currency = :currency and customer_id < 4",
              "parameters": [
                {
                  "name": "terms",
                  "expression": "body.terms"
                },
                {
                  "name": "currency",
                  "expression": "body.currency"
                }
              ]
            },
            {
              "sql": "select customer_id as id from payment_terms where terms = ? and customer_id < 4 order by id",
              "parameters": [
                {
                  "expression": "body.terms"
                }
              ]
            }
          ],
          "result": "rows"
        },
        "given": {
          "body": {
            "currency": "EUR",
            "terms": "NET60"
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "body": [
                {
                  "id": 1
                },
                {
                  "id": 2
                }
              ],
              "properties": {
                "rows_affected": 4
              }
            }
          ]
        }
      },
      {
        "title": "What the database refuses fails the step",
        "config": {
          "connection": "demo-mysql",
          "statements": [
            {
              "sql": "update no_such_table set a = 1"
            }
          ]
        },
        "given": {},
        "expect": {
          "error": "QUERY_FAILED"
        }
      }
    ],
  },
  {
    definition: mysqlQuery,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><ellipse cx=\"10\" cy=\"5.5\" rx=\"7\" ry=\"2.5\"/><path d=\"M3 5.5v12C3 18.9 6 20 9.5 20\"/><path d=\"M17 5.5v4.25\"/><path d=\"M3 11.5c0 1.4 3.1 2.5 7 2.5\"/><circle cx=\"16.5\" cy=\"15.5\" r=\"3.25\"/><path d=\"m19 18 2.5 2.5\"/></svg>",
    docs: "## When to use\n\nTo read rows from a MySQL or MariaDB database or to write them, with one statement for each document.\n\n## Behaviour\n\nValues are bound to the statement and never become part of its text: write `:name` and give a parameter of that name, or `?` and give the parameters in order. A list becomes as many values as it has items (`in (:ids)`), an object is sent as JSON; for a list as JSON write `JSON.stringify(list)`.\n\n_rows_ gives one document with the list of rows, _one document per row_ a document for each, _first row_ the first row as an object, or `null` where there is none. A statement that returns no rows, such as an `UPDATE` without `RETURNING`, gives an empty list. The property `rows_affected` says how many rows it read or changed.\n\nWith _one document per row_ the rows go on as they come: a result may be larger than memory, and the server waits while the next steps work. `rows_affected` is left out then.\n\nNumbers keep all their digits. Dates and times are texts in ISO 8601, `timestamp` in UTC, `datetime` without a zone as it is stored. Binary columns are Base64; `json` is its value in MySQL, a text in MariaDB, which knows no such type. `tinyint(1)` is 0 or 1. Of a procedure that gives several results, the first one counts.\n\nThe statement may run again when a worker dies in the middle of it: write changes so that a second run does no harm, for example with `on duplicate key update`.\n\n## Failure\n\n- What the database refuses fails with `QUERY_FAILED`, the error number and the SQLSTATE.\n- More rows than allowed fail the step; nothing is cut silently.\n- A statement that takes too long to answer, or whose execution is cancelled, is cancelled in the database too.\n\n## See also\n\nMySQL execute, MySQL upsert\n",
    examples: [
      {
        "title": "The payment terms of a customer",
        "config": {
          "connection": "demo-mysql",
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
          "connection": "demo-mysql",
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
          "connection": "demo-mysql",
          "sql": "select customer_id from payment_terms where currency = ? order by customer_id limit 2",
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
  {
    definition: mysqlUpsert,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><ellipse cx=\"10\" cy=\"5.5\" rx=\"7\" ry=\"2.5\"/><path d=\"M3 5.5v12C3 18.9 6 20 9.5 20\"/><path d=\"M17 5.5v4.25\"/><path d=\"M3 11.5c0 1.4 3.1 2.5 7 2.5\"/><path d=\"M17 21v-8\"/><path d=\"m13.5 16.5 3.5-3.5 3.5 3.5\"/></svg>",
    docs: "## When to use\n\nTo write a row without knowing whether it is there: it is inserted, or the row with the same key is updated.\n\n## Behaviour\n\nEach column has an expression; those marked as _key_ are not changed where the row is there. MySQL looks for it by the primary key and by every unique index of the table, whatever is marked: mark the columns of the one that is meant. The document is one row. With _rows_, each item of a list is one, and expressions see it as `row`: `row.sku`. When two items have one key, the later one counts.\n\nAll rows of a document are written in one transaction. The document goes on as it came, with the number of rows that were sent in the property `rows_affected`: MySQL does not tell which of them were there. Names are taken exactly as they are spelled; values are bound.\n\nWriting the same document again changes nothing more, so Weft simply repeats the step when a worker dies.\n\n## Failure\n\n- For a value that a column does not take, the step fails with `QUERY_FAILED` and nothing of the document is written.\n- Without a primary key or unique index every row is inserted: there is nothing to find it by.\n\n## See also\n\nMySQL execute, MySQL query\n",
    examples: [
      {
        "title": "A column that the table does not have fails the step",
        "config": {
          "connection": "demo-mysql",
          "table": "order_summaries",
          "columns": [
            {
              "column": "no_such_column",
              "expression": "1",
              "key": true
            }
          ]
        },
        "given": {},
        "expect": {
          "error": "QUERY_FAILED"
        }
      },
      {
        "title": "Save the summary of an order",
        "config": {
          "connection": "demo-mysql",
          "table": "order_summaries",
          "columns": [
            {
              "column": "customer_id",
              "expression": "body.id",
              "key": true
            },
            {
              "column": "open_orders",
              "expression": "body.lines.length"
            },
            {
              "column": "total",
              "expression": "body.total"
            }
          ]
        },
        "given": {
          "body": {
            "id": "example-1",
            "lines": [
              1,
              2
            ],
            "total": 12.5
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "body": {
                "id": "example-1",
                "lines": [
                  1,
                  2
                ],
                "total": 12.5
              },
              "properties": {
                "rows_affected": 1
              }
            }
          ]
        }
      },
      {
        "title": "One row for each line; the later of two with one key counts",
        "config": {
          "connection": "demo-mysql",
          "table": "order_summaries",
          "rows": "body.customers",
          "columns": [
            {
              "column": "customer_id",
              "expression": "row.id",
              "key": true
            },
            {
              "column": "total",
              "expression": "row.total"
            }
          ]
        },
        "given": {
          "body": {
            "customers": [
              {
                "id": "example-2",
                "total": 1
              },
              {
                "id": "example-3",
                "total": 2
              },
              {
                "id": "example-2",
                "total": 3
              }
            ]
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "properties": {
                "rows_affected": 2
              }
            }
          ]
        }
      }
    ],
  },
  {
    definition: notify,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"M6 9a6 6 0 0 1 12 0c0 6 2.5 7 2.5 7h-17S6 15 6 9\"/><path d=\"M10 20a2.2 2.2 0 0 0 4 0\"/></svg>",
    docs: "## When to use\n\nWhere people should hear of something and the process goes on: an order waits for an approval, a file had fewer rows than usual, a fallback was used. Behind the port _failed_ of a _Try_ it tells of failures. For a line that is only for those who look into an execution, use _Log_; for mail, _Send mail_.\n\n## Behaviour\n\nThe message stands in the log of the execution, with its level and its details. The document goes on unchanged.\n\n_A webhook_ is called with POST as well. _json_ sends\n\n`{\"level\": \"warn\", \"message\": \"…\", \"details\": {\"order\": \"7\"}, \"time\": \"…\", \"process_id\": \"…\", \"execution_id\": \"…\", \"environment\": \"…\", \"step_id\": \"…\"}`,\n\n_chat_ sends `{\"text\": \"…\"}`, which Slack, Teams and Mattermost show in a channel. Their addresses are secrets: anybody who has one can write there. Put the address into a connection of the kind HTTP service rather than into the URL here, where every viewer of the process sees it.\n\nAfter a worker has died the webhook may be called again.\n\n## Failure\n\n- A webhook that cannot be reached, or that answers with an error, is a warning in the log and the document goes on; with _When nobody listens: fail_ the step fails with `CONNECTION_FAILED`, `TIMEOUT` or `HTTP_STATUS`.\n- An expression that fails fails the step, and names the field.\n\n## See also\n\nLog, HTTP client, Send mail\n",
    examples: [
      {
        "title": "Say that an order waits",
        "config": {
          "level": "warn",
          "message": "Order {{ body.id }} waits for an approval",
          "details": [
            {
              "name": "total",
              "value": "{{ formatNumber(body.total, 2) }}"
            }
          ]
        },
        "given": {
          "body": {
            "id": 7,
            "total": 12.5
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "body": {
                "id": 7,
                "total": 12.5
              }
            }
          ]
        }
      }
    ],
  },
  {
    definition: postgresExecute,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><ellipse cx=\"10\" cy=\"5.5\" rx=\"7\" ry=\"2.5\"/><path d=\"M3 5.5v12C3 18.9 6 20 9.5 20\"/><path d=\"M17 5.5v4.25\"/><path d=\"M3 11.5c0 1.4 3.1 2.5 7 2.5\"/><path d=\"m13.5 14 3 3.25-3 3.25\"/><path d=\"M18 20.5h3.5\"/></svg>",
    docs: "## When to use\n\nTo change a PostgreSQL database: insert, update, delete, call a procedure. To write a row that may be there already, _PostgreSQL upsert_ is simpler.\n\n## Behaviour\n\nThe statements run from top to bottom in one transaction for each document: all of them count, or none. Values are bound and never become part of the text: write `:name` and give a parameter of that name, or `$1`, `$2` and give them in order.\n\nThe document goes on as it came, with the number of changed rows in the property `rows_affected`; or what the last statement returned goes on as a list of rows.\n\nThe statements are never run twice for one document. Where a worker dies while they run, nobody knows whether they count: the execution fails with `OUTCOME_UNKNOWN`, and the document is parked for somebody who can find out. Say _May run twice_ of statements that do no harm the second time; then they are simply run again.\n\n## Failure\n\n- What the database refuses fails with `QUERY_FAILED`, the SQLSTATE and the place in the statement; the whole transaction is rolled back.\n- A time-out, or the end of the execution, cancels the statement in the database and rolls back.\n\n## See also\n\nPostgreSQL upsert, PostgreSQL query\n",
    examples: [
      {
        "title": "Two statements in one transaction, the rows of the last one",
        "config": {
          "connection": "demo-database",
          "statements": [
            {
              "sql": "create temporary table picked (id integer) on commit drop"
            },
            {
              "sql": "insert into picked select customer_id from payment_terms where currency = :currency and customer_id < 4 returning id",
              "parameters": [
                {
                  "name": "currency",
                  "expression": "body.currency"
                }
              ]
            }
          ],
          "result": "rows"
        },
        "given": {
          "body": {
            "currency": "EUR"
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "body": [
                {
                  "id": 1
                },
                {
                  "id": 2
                }
              ],
              "properties": {
                "rows_affected": 2
              }
            }
          ]
        }
      },
      {
        "title": "What the database refuses fails the step",
        "config": {
          "connection": "demo-database",
          "statements": [
            {
              "sql": "update no_such_table set a = 1"
            }
          ]
        },
        "given": {},
        "expect": {
          "error": "QUERY_FAILED"
        }
      }
    ],
  },
  {
    definition: postgresQuery,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><ellipse cx=\"10\" cy=\"5.5\" rx=\"7\" ry=\"2.5\"/><path d=\"M3 5.5v12C3 18.9 6 20 9.5 20\"/><path d=\"M17 5.5v4.25\"/><path d=\"M3 11.5c0 1.4 3.1 2.5 7 2.5\"/><circle cx=\"16.5\" cy=\"15.5\" r=\"3.25\"/><path d=\"m19 18 2.5 2.5\"/></svg>",
    docs: "## When to use\n\nTo read rows from a PostgreSQL database or to write them, with one statement for each document.\n\n## Behaviour\n\nValues are bound to the statement and never become part of its text: write `:name` and give a parameter of that name, or `$1`, `$2` and give the parameters in order. A list is sent as a PostgreSQL array (`= any(:ids)`), an object as JSON; for a list as JSON write `JSON.stringify(list)`.\n\n_rows_ gives one document with the list of rows, _row-per-document_ a document for each, or a list of so many rows as _Rows in one document_ says, _first row_ the first row as an object, or `null` where there is none. A statement that returns no rows, such as an `UPDATE` without `RETURNING`, gives an empty list. The property `rows_affected` says how many rows it read or changed; of rows that come one by one only where there are few.\n\nWith _row-per-document_ the rows are fetched as they are worked on, 500 at a time, so a table of millions needs no more memory than one of a thousand; raise _Most rows_. The connection is in use until the last row is taken: steps that follow and use the same database need a further one from its pool. The time-out counts while the database is waited for. _Combine_ and _Summarize_ make one document of the rows again.\n\nNumbers keep all their digits, dates and times are texts in ISO 8601, `bytea` is Base64, `json` is its value.\n\nThe statement may run again when a worker dies in the middle of it: write changes so that a second run does no harm, for example with `on conflict`.\n\n## Failure\n\n- What the database refuses fails with `QUERY_FAILED`, the SQLSTATE and the place in the statement.\n- More rows than allowed fail the step; nothing is cut silently.\n- A statement that takes too long, or whose execution is cancelled, is cancelled in the database too.\n\n## See also\n\nHTTP client, Map\n",
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
  {
    definition: postgresUpsert,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><ellipse cx=\"10\" cy=\"5.5\" rx=\"7\" ry=\"2.5\"/><path d=\"M3 5.5v12C3 18.9 6 20 9.5 20\"/><path d=\"M17 5.5v4.25\"/><path d=\"M3 11.5c0 1.4 3.1 2.5 7 2.5\"/><path d=\"M17 21v-8\"/><path d=\"m13.5 16.5 3.5-3.5 3.5 3.5\"/></svg>",
    docs: "## When to use\n\nTo write a row without knowing whether it is there: it is inserted, or the row with the same key is updated.\n\n## Behaviour\n\nEach column has an expression; those marked as _key_ find the row, and the table needs a unique index over exactly these. The document is one row. With _rows_, each item of a list is one, and expressions see it as `row`: `row.sku`. When two items have one key, the later one counts.\n\nAll rows of a document are written in one transaction. The document goes on as it came, with the number of rows written in the property `rows_affected`. Names are taken exactly as they are spelled; values are bound.\n\nWriting the same document again changes nothing more, so Weft simply repeats the step when a worker dies.\n\n## Failure\n\n- Without a fitting unique index, or for a value that a column does not take, the step fails with `QUERY_FAILED` and nothing of the document is written.\n\n## See also\n\nPostgreSQL execute, PostgreSQL query\n",
    examples: [
      {
        "title": "A column that the table does not have fails the step",
        "config": {
          "connection": "demo-database",
          "table": "order_summaries",
          "columns": [
            {
              "column": "no_such_column",
              "expression": "1",
              "key": true
            }
          ]
        },
        "given": {},
        "expect": {
          "error": "QUERY_FAILED"
        }
      },
      {
        "title": "Save the summary of an order",
        "config": {
          "connection": "demo-database",
          "table": "order_summaries",
          "columns": [
            {
              "column": "customer_id",
              "expression": "body.id",
              "key": true
            },
            {
              "column": "open_orders",
              "expression": "body.lines.length"
            },
            {
              "column": "total",
              "expression": "body.total"
            }
          ]
        },
        "given": {
          "body": {
            "id": "example-1",
            "lines": [
              1,
              2
            ],
            "total": 12.5
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "body": {
                "id": "example-1",
                "lines": [
                  1,
                  2
                ],
                "total": 12.5
              },
              "properties": {
                "rows_affected": 1
              }
            }
          ]
        }
      },
      {
        "title": "One row for each line; the later of two with one key counts",
        "config": {
          "connection": "demo-database",
          "table": "order_summaries",
          "rows": "body.customers",
          "columns": [
            {
              "column": "customer_id",
              "expression": "row.id",
              "key": true
            },
            {
              "column": "total",
              "expression": "row.total"
            }
          ]
        },
        "given": {
          "body": {
            "customers": [
              {
                "id": "example-2",
                "total": 1
              },
              {
                "id": "example-3",
                "total": 2
              },
              {
                "id": "example-2",
                "total": 3
              }
            ]
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "properties": {
                "rows_affected": 2
              }
            }
          ]
        }
      }
    ],
  },
  {
    definition: s3Delete,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"M6 3h8l5 5v4\"/><path d=\"M6 3v17a1 1 0 0 0 1 1h5\"/><path d=\"M14 3v5h5\"/><path d=\"m15 15 5 5\"/><path d=\"m20 15-5 5\"/></svg>",
    docs: "## When to use\n\nTo delete a file in the bucket, for example when all that was to be done with it has been done.\n\n## Behaviour\n\nThe document goes on unchanged, with the properties `file_name`, `file_path` and `file_deleted`. That no such file was there is no failure; `file_deleted` is false then. Folders are not deleted. Paths begin at the folder of the connection and cannot leave it; `..` is refused.\n\nThe step may run again when a worker dies in the middle of it.\n\n## Failure\n\n- A server that cannot be reached or that does not accept the credentials fails with `CONNECTION_FAILED`, one that is silent for too long with `TIMEOUT`, a refused address with `OUTBOUND_REFUSED`.\n\n## See also\n\nS3 rename, S3 get\n",
    examples: [
      {
        "title": "A file that is not there",
        "config": {
          "connection": "demo-bucket",
          "path": "out/no such file.txt"
        },
        "given": {},
        "expect": {
          "emissions": [
            {
              "port": "out",
              "properties": {
                "file_deleted": false
              }
            }
          ]
        }
      }
    ],
  },
  {
    definition: s3Get,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"M6 3h8l5 5v4\"/><path d=\"M6 3v17a1 1 0 0 0 1 1h5\"/><path d=\"M14 3v5h5\"/><path d=\"M17.5 14v7\"/><path d=\"m14.5 18 3 3 3-3\"/></svg>",
    docs: "## When to use\n\nTo take files from the bucket into a process: one by its path, the newest, or all that fit a pattern.\n\n## Behaviour\n\nEach file becomes a document at the port _file_, with the properties `file_name`, `file_path`, `file_size` (bytes) and `file_modified` (ISO 8601). Where there is nothing to fetch, the document that came in leaves by _none_. Large files are never held in memory: they wait in a temporary file of this machine, which goes with the document.\n\nA document goes on only when all of its file is here. _Afterwards_ leaves, deletes or moves the file; in the new folder a file of the same name is not replaced, the moved one becomes `name (2)`.\n\nWith _Take each file once_ it is remembered which files were taken. No other execution takes them again until they have changed their size or time. A file that could not be fetched is one for the next time.\n\nPaths begin at the folder of the connection and cannot leave it; `..` is refused.\n\nWhere the files stay, the step simply runs again when a worker dies in the middle of it, and takes what it had taken. Where it deletes or moves them it is never run twice for one document: the execution then fails with `OUTCOME_UNKNOWN`. Move files rather than delete them where each one counts.\n\n## Failure\n\n- A transfer that breaks off fails the step, and the file stays where it is.\n- A server that cannot be reached or that does not accept the credentials fails with `CONNECTION_FAILED`, one that is silent for too long with `TIMEOUT`, a refused address with `OUTBOUND_REFUSED`.\n\n## See also\n\nS3 list, S3 put\n",
    examples: [
      {
        "title": "The newest order file",
        "config": {
          "connection": "demo-bucket",
          "files": {
            "kind": "newest",
            "folder": "orders",
            "pattern": "orders-*.csv"
          }
        },
        "given": {},
        "expect": {
          "emissions": [
            {
              "port": "file",
              "contentType": "text/csv",
              "properties": {
                "file_name": "orders-20261123.csv",
                "file_path": "orders/orders-20261123.csv"
              }
            }
          ]
        }
      },
      {
        "title": "Nothing to fetch",
        "config": {
          "connection": "demo-bucket",
          "files": {
            "kind": "path",
            "path": "orders/orders-{{ body.day }}.csv"
          }
        },
        "given": {
          "body": {
            "day": "19990101"
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "none",
              "body": {
                "day": "19990101"
              },
              "properties": {
                "files_found": 0
              }
            }
          ]
        }
      }
    ],
  },
  {
    definition: s3List,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"M3 6.5a1.5 1.5 0 0 1 1.5-1.5H9l2 2.5h8.5A1.5 1.5 0 0 1 21 9v9.5a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 18.5z\"/><path d=\"M7.5 12h9\"/><path d=\"M7.5 16h6\"/></svg>",
    docs: "## When to use\n\nTo know which files are in a folder of the bucket: to fetch some of them, to count them, to see whether one has come.\n\n## Behaviour\n\nThe files whose names fit the pattern are listed in order of their names, as objects with `name`, `path`, `size` (bytes), `modified` (ISO 8601, or null where it is not known) and `folder` (true for folders). _list_ gives one document with all of them, _document-per-file_ a document for each. The property `files_found` is how many there are; a folder that nothing is in gives an empty list, for a bucket knows no empty folders. Folders within are not entered. Paths begin at the folder of the connection and cannot leave it; `..` is refused.\n\n## Failure\n\n- A server that cannot be reached or that does not accept the credentials fails with `CONNECTION_FAILED`, one that is silent for too long with `TIMEOUT`, a refused address with `OUTBOUND_REFUSED`.\n\n## See also\n\nS3 get, S3 put\n",
    examples: [
      {
        "title": "The order files of a folder",
        "config": {
          "connection": "demo-bucket",
          "folder": "orders",
          "pattern": "orders-2026112[0-3].csv",
          "result": "document-per-file"
        },
        "given": {},
        "expect": {
          "emissions": [
            {
              "port": "out",
              "properties": {
                "files_found": 3
              }
            },
            {
              "port": "out",
              "properties": {
                "files_found": 3
              }
            },
            {
              "port": "out",
              "properties": {
                "files_found": 3
              }
            }
          ]
        }
      },
      {
        "title": "A folder that nothing is in",
        "config": {
          "connection": "demo-bucket",
          "folder": "nowhere"
        },
        "given": {},
        "expect": {
          "emissions": [
            {
              "port": "out",
              "body": [],
              "properties": {
                "files_found": 0
              }
            }
          ]
        }
      }
    ],
  },
  {
    definition: s3Put,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"M6 3h8l5 5v4\"/><path d=\"M6 3v17a1 1 0 0 0 1 1h5\"/><path d=\"M14 3v5h5\"/><path d=\"M17.5 21v-7\"/><path d=\"m14.5 17 3-3 3 3\"/></svg>",
    docs: "## When to use\n\nTo leave the body of a document in a file in the bucket.\n\n## Behaviour\n\nThe object is there under its name only when all of it has arrived; until then whatever had the name keeps it. Large bodies are sent as they are read, in parts of 8 MB, up to 80 GB.\n\nThe document goes on unchanged at the port _written_, with the properties `file_name`, `file_path` and `file_size`. With _skip_, a document whose file was there leaves by _was there_. Paths begin at the folder of the connection and cannot leave it; `..` is refused.\n\nWith _overwrite_ the step simply runs again when a worker dies in the middle of it. In the other ways it is never run twice for one document. Two that want the same new name at once may both get it: a bucket knows no way to ask for one.\n\n## Failure\n\n- With _fail_, a file that is there fails the step with `CONFLICT`.\n- A transfer that breaks off fails the step; under the file's name nothing has changed.\n- A server that cannot be reached or that does not accept the credentials fails with `CONNECTION_FAILED`, one that is silent for too long with `TIMEOUT`, a refused address with `OUTBOUND_REFUSED`.\n\n## See also\n\nS3 get, S3 rename\n",
    examples: [
      {
        "title": "A path that leads out of the folder",
        "config": {
          "connection": "demo-bucket",
          "path": "../outside.txt"
        },
        "given": {},
        "expect": {
          "error": "STEP_FAILED"
        }
      },
      {
        "title": "Leave a result in a folder",
        "config": {
          "connection": "demo-bucket",
          "path": "out/customer-7.json"
        },
        "given": {
          "body": {
            "id": 7
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "body": {
                "id": 7
              },
              "properties": {
                "file_name": "customer-7.json",
                "file_path": "out/customer-7.json",
                "file_size": 8
              }
            }
          ]
        }
      }
    ],
  },
  {
    definition: s3Rename,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"M6 3h8l5 5v4\"/><path d=\"M6 3v17a1 1 0 0 0 1 1h5\"/><path d=\"M14 3v5h5\"/><path d=\"M13.5 17.5h7\"/><path d=\"m18 15 2.5 2.5L18 20\"/></svg>",
    docs: "## When to use\n\nTo rename a file in the bucket or to move it to another folder, for example into an archive.\n\n## Behaviour\n\nThe document goes on unchanged, with the new path in the properties `file_name` and `file_path`. A bucket knows no renaming: the object is copied and the old one deleted; up to 5 GB. Paths begin at the folder of the connection and cannot leave it; `..` is refused.\n\nThe step is never run twice for one document.\n\n## Failure\n\n- A file that is not there fails with `NOT_FOUND`, one that is at the new path already with `CONFLICT` unless another answer to that is chosen.\n- A server that cannot be reached or that does not accept the credentials fails with `CONNECTION_FAILED`, one that is silent for too long with `TIMEOUT`, a refused address with `OUTBOUND_REFUSED`.\n\n## See also\n\nS3 get, S3 delete\n",
    examples: [
      {
        "title": "A file that is not there",
        "config": {
          "connection": "demo-bucket",
          "from": "out/no such file.txt",
          "to": "archive/file.txt"
        },
        "given": {},
        "expect": {
          "error": "NOT_FOUND"
        }
      }
    ],
  },
  {
    definition: sftpDelete,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"M6 3h8l5 5v4\"/><path d=\"M6 3v17a1 1 0 0 0 1 1h5\"/><path d=\"M14 3v5h5\"/><path d=\"m15 15 5 5\"/><path d=\"m20 15-5 5\"/></svg>",
    docs: "## When to use\n\nTo delete a file on the SFTP server, for example when all that was to be done with it has been done.\n\n## Behaviour\n\nThe document goes on unchanged, with the properties `file_name`, `file_path` and `file_deleted`. That no such file was there is no failure; `file_deleted` is false then. Folders are not deleted. Paths begin at the folder of the connection and cannot leave it; `..` is refused.\n\nThe step may run again when a worker dies in the middle of it.\n\n## Failure\n\n- A server that cannot be reached or that does not accept the credentials fails with `CONNECTION_FAILED`, one that is silent for too long with `TIMEOUT`, a refused address with `OUTBOUND_REFUSED`.\n\n## See also\n\nSFTP rename, SFTP get\n",
    examples: [
      {
        "title": "A file that is not there",
        "config": {
          "connection": "demo-sftp",
          "path": "out/no such file.txt"
        },
        "given": {},
        "expect": {
          "emissions": [
            {
              "port": "out",
              "properties": {
                "file_deleted": false
              }
            }
          ]
        }
      }
    ],
  },
  {
    definition: sftpGet,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"M6 3h8l5 5v4\"/><path d=\"M6 3v17a1 1 0 0 0 1 1h5\"/><path d=\"M14 3v5h5\"/><path d=\"M17.5 14v7\"/><path d=\"m14.5 18 3 3 3-3\"/></svg>",
    docs: "## When to use\n\nTo take files from the SFTP server into a process: one by its path, the newest, or all that fit a pattern.\n\n## Behaviour\n\nEach file becomes a document at the port _file_, with the properties `file_name`, `file_path`, `file_size` (bytes) and `file_modified` (ISO 8601). Where there is nothing to fetch, the document that came in leaves by _none_. Large files are never held in memory: they wait in a temporary file of this machine, which goes with the document.\n\nA document goes on only when all of its file is here. _Afterwards_ leaves, deletes or moves the file; in the new folder a file of the same name is not replaced, the moved one becomes `name (2)`.\n\nWith _Take each file once_ it is remembered which files were taken. No other execution takes them again until they have changed their size or time. A file that could not be fetched is one for the next time.\n\nPaths begin at the folder of the connection and cannot leave it; `..` is refused.\n\nWhere the files stay, the step simply runs again when a worker dies in the middle of it, and takes what it had taken. Where it deletes or moves them it is never run twice for one document: the execution then fails with `OUTCOME_UNKNOWN`. Move files rather than delete them where each one counts.\n\n## Failure\n\n- A transfer that breaks off fails the step, and the file stays where it is.\n- A folder that is not there fails with `NOT_FOUND`.\n- A server that cannot be reached or that does not accept the credentials fails with `CONNECTION_FAILED`, one that is silent for too long with `TIMEOUT`, a refused address with `OUTBOUND_REFUSED`.\n\n## See also\n\nSFTP list, SFTP put\n",
    examples: [
      {
        "title": "The newest order file",
        "config": {
          "connection": "demo-sftp",
          "files": {
            "kind": "newest",
            "folder": "orders",
            "pattern": "orders-*.csv"
          }
        },
        "given": {},
        "expect": {
          "emissions": [
            {
              "port": "file",
              "contentType": "text/csv",
              "properties": {
                "file_name": "orders-20261123.csv",
                "file_path": "orders/orders-20261123.csv"
              }
            }
          ]
        }
      },
      {
        "title": "Nothing to fetch",
        "config": {
          "connection": "demo-sftp",
          "files": {
            "kind": "path",
            "path": "orders/orders-{{ body.day }}.csv"
          }
        },
        "given": {
          "body": {
            "day": "19990101"
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "none",
              "body": {
                "day": "19990101"
              },
              "properties": {
                "files_found": 0
              }
            }
          ]
        }
      }
    ],
  },
  {
    definition: sftpList,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"M3 6.5a1.5 1.5 0 0 1 1.5-1.5H9l2 2.5h8.5A1.5 1.5 0 0 1 21 9v9.5a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 18.5z\"/><path d=\"M7.5 12h9\"/><path d=\"M7.5 16h6\"/></svg>",
    docs: "## When to use\n\nTo know which files are in a folder of the SFTP server: to fetch some of them, to count them, to see whether one has come.\n\n## Behaviour\n\nThe files whose names fit the pattern are listed in order of their names, as objects with `name`, `path`, `size` (bytes), `modified` (ISO 8601, or null where it is not known) and `folder` (true for folders). _list_ gives one document with all of them, _document-per-file_ a document for each. The property `files_found` is how many there are; an empty folder gives an empty list. Folders within are not entered. Paths begin at the folder of the connection and cannot leave it; `..` is refused.\n\n## Failure\n\n- A folder that is not there fails with `NOT_FOUND`.\n- A server that cannot be reached or that does not accept the credentials fails with `CONNECTION_FAILED`, one that is silent for too long with `TIMEOUT`, a refused address with `OUTBOUND_REFUSED`.\n\n## See also\n\nSFTP get, SFTP put\n",
    examples: [
      {
        "title": "The order files of a folder",
        "config": {
          "connection": "demo-sftp",
          "folder": "orders",
          "pattern": "orders-2026112[0-3].csv",
          "result": "document-per-file"
        },
        "given": {},
        "expect": {
          "emissions": [
            {
              "port": "out",
              "properties": {
                "files_found": 3
              }
            },
            {
              "port": "out",
              "properties": {
                "files_found": 3
              }
            },
            {
              "port": "out",
              "properties": {
                "files_found": 3
              }
            }
          ]
        }
      },
      {
        "title": "A folder that is not there",
        "config": {
          "connection": "demo-sftp",
          "folder": "nowhere"
        },
        "given": {},
        "expect": {
          "error": "NOT_FOUND"
        }
      }
    ],
  },
  {
    definition: sftpPut,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"M6 3h8l5 5v4\"/><path d=\"M6 3v17a1 1 0 0 0 1 1h5\"/><path d=\"M14 3v5h5\"/><path d=\"M17.5 21v-7\"/><path d=\"m14.5 17 3-3 3 3\"/></svg>",
    docs: "## When to use\n\nTo leave the body of a document in a file on the SFTP server.\n\n## Behaviour\n\nThe body is written under a temporary name that begins with a dot and ends in `.weft-part`, compared in size, and then renamed: whoever watches the folder never sees half a file under its name. Folders that are not there are made, unless that is switched off. Large bodies are sent as they are read.\n\nThe document goes on unchanged at the port _written_, with the properties `file_name`, `file_path` and `file_size`. With _skip_, a document whose file was there leaves by _was there_. With _append_ the body is added to the end of the file under its own name, where others may see it grow; `file_size` is that of the whole file. Paths begin at the folder of the connection and cannot leave it; `..` is refused.\n\nWith _overwrite_ the step simply runs again when a worker dies in the middle of it. In the other ways it is never run twice for one document.\n\n## Failure\n\n- With _fail_, a file that is there fails the step with `CONFLICT`.\n- A transfer that breaks off fails the step; under the file's name nothing has changed, unless it was to be appended to: then a part may have arrived.\n- A server that cannot be reached or that does not accept the credentials fails with `CONNECTION_FAILED`, one that is silent for too long with `TIMEOUT`, a refused address with `OUTBOUND_REFUSED`.\n\n## See also\n\nSFTP get, SFTP rename\n",
    examples: [
      {
        "title": "A path that leads out of the folder",
        "config": {
          "connection": "demo-sftp",
          "path": "../outside.txt"
        },
        "given": {},
        "expect": {
          "error": "STEP_FAILED"
        }
      },
      {
        "title": "Leave a result in a folder",
        "config": {
          "connection": "demo-sftp",
          "path": "out/customer-7.json"
        },
        "given": {
          "body": {
            "id": 7
          }
        },
        "expect": {
          "emissions": [
            {
              "port": "out",
              "body": {
                "id": 7
              },
              "properties": {
                "file_name": "customer-7.json",
                "file_path": "out/customer-7.json",
                "file_size": 8
              }
            }
          ]
        }
      }
    ],
  },
  {
    definition: sftpRename,
    icon: "<svg aria-hidden=\"true\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"M6 3h8l5 5v4\"/><path d=\"M6 3v17a1 1 0 0 0 1 1h5\"/><path d=\"M14 3v5h5\"/><path d=\"M13.5 17.5h7\"/><path d=\"m18 15 2.5 2.5L18 20\"/></svg>",
    docs: "## When to use\n\nTo rename a file on the SFTP server or to move it to another folder, for example into an archive.\n\n## Behaviour\n\nThe document goes on unchanged, with the new path in the properties `file_name` and `file_path`. Folders of the new path that are not there are made, unless that is switched off. Paths begin at the folder of the connection and cannot leave it; `..` is refused.\n\nThe step is never run twice for one document.\n\n## Failure\n\n- A file that is not there fails with `NOT_FOUND`, one that is at the new path already with `CONFLICT` unless another answer to that is chosen.\n- A server that cannot be reached or that does not accept the credentials fails with `CONNECTION_FAILED`, one that is silent for too long with `TIMEOUT`, a refused address with `OUTBOUND_REFUSED`.\n\n## See also\n\nSFTP get, SFTP delete\n",
    examples: [
      {
        "title": "A file that is not there",
        "config": {
          "connection": "demo-sftp",
          "from": "out/no such file.txt",
          "to": "archive/file.txt"
        },
        "given": {},
        "expect": {
          "error": "NOT_FOUND"
        }
      }
    ],
  },
];

/** Every connection type, in the order of their types. */
export const connectionDefinitions: readonly AnyConnectionDefinition[] = [diskConnection, ftpConnection, httpConnection, imapConnection, mysqlConnection, postgresConnection, s3Connection, sftpConnection, smtpConnection];
