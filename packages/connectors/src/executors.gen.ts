// Written by `node tooling/generate/main.ts`. Change the folders of the step types instead.
import type { AnyConnectionImplementation, AnyStepImplementation } from '@weft/step-kit/executor';
import { implementation as diskConnection } from './disk/client.ts';
import { implementation as ftpConnection } from './ftp/client.ts';
import { implementation as httpConnection } from './http/client.ts';
import { implementation as imapConnection } from './imap/client.ts';
import { implementation as mysqlConnection } from './mysql/client.ts';
import { implementation as postgresConnection } from './postgres/client.ts';
import { implementation as s3Connection } from './s3/client.ts';
import { implementation as sftpConnection } from './sftp/client.ts';
import { implementation as smtpConnection } from './smtp/client.ts';
import { implementation as diskDelete } from './disk/disk-delete/executor.ts';
import { implementation as diskGet } from './disk/disk-get/executor.ts';
import { implementation as diskList } from './disk/disk-list/executor.ts';
import { implementation as diskPut } from './disk/disk-put/executor.ts';
import { implementation as diskRename } from './disk/disk-rename/executor.ts';
import { implementation as ftpDelete } from './ftp/ftp-delete/executor.ts';
import { implementation as ftpGet } from './ftp/ftp-get/executor.ts';
import { implementation as ftpList } from './ftp/ftp-list/executor.ts';
import { implementation as ftpPut } from './ftp/ftp-put/executor.ts';
import { implementation as ftpRename } from './ftp/ftp-rename/executor.ts';
import { implementation as httpClient } from './http/http-client/executor.ts';
import { implementation as mailFetch } from './imap/mail-fetch/executor.ts';
import { implementation as mailSend } from './smtp/mail-send/executor.ts';
import { implementation as mysqlExecute } from './mysql/mysql-execute/executor.ts';
import { implementation as mysqlQuery } from './mysql/mysql-query/executor.ts';
import { implementation as mysqlUpsert } from './mysql/mysql-upsert/executor.ts';
import { implementation as notify } from './http/notify/executor.ts';
import { implementation as postgresExecute } from './postgres/postgres-execute/executor.ts';
import { implementation as postgresQuery } from './postgres/postgres-query/executor.ts';
import { implementation as postgresUpsert } from './postgres/postgres-upsert/executor.ts';
import { implementation as s3Delete } from './s3/s3-delete/executor.ts';
import { implementation as s3Get } from './s3/s3-get/executor.ts';
import { implementation as s3List } from './s3/s3-list/executor.ts';
import { implementation as s3Put } from './s3/s3-put/executor.ts';
import { implementation as s3Rename } from './s3/s3-rename/executor.ts';
import { implementation as sftpDelete } from './sftp/sftp-delete/executor.ts';
import { implementation as sftpGet } from './sftp/sftp-get/executor.ts';
import { implementation as sftpList } from './sftp/sftp-list/executor.ts';
import { implementation as sftpPut } from './sftp/sftp-put/executor.ts';
import { implementation as sftpRename } from './sftp/sftp-rename/executor.ts';

/** What each step type of this package does, by type. */
export const stepImplementations: ReadonlyMap<string, AnyStepImplementation> = new Map<string, AnyStepImplementation>([
  ['disk-delete', diskDelete],
  ['disk-get', diskGet],
  ['disk-list', diskList],
  ['disk-put', diskPut],
  ['disk-rename', diskRename],
  ['ftp-delete', ftpDelete],
  ['ftp-get', ftpGet],
  ['ftp-list', ftpList],
  ['ftp-put', ftpPut],
  ['ftp-rename', ftpRename],
  ['http-client', httpClient],
  ['mail-fetch', mailFetch],
  ['mail-send', mailSend],
  ['mysql-execute', mysqlExecute],
  ['mysql-query', mysqlQuery],
  ['mysql-upsert', mysqlUpsert],
  ['notify', notify],
  ['postgres-execute', postgresExecute],
  ['postgres-query', postgresQuery],
  ['postgres-upsert', postgresUpsert],
  ['s3-delete', s3Delete],
  ['s3-get', s3Get],
  ['s3-list', s3List],
  ['s3-put', s3Put],
  ['s3-rename', s3Rename],
  ['sftp-delete', sftpDelete],
  ['sftp-get', sftpGet],
  ['sftp-list', sftpList],
  ['sftp-put', sftpPut],
  ['sftp-rename', sftpRename],
]);

/** How each connection is opened, by type. */
export const connectionImplementations: ReadonlyMap<string, AnyConnectionImplementation> = new Map<string, AnyConnectionImplementation>([
  ['disk', diskConnection],
  ['ftp', ftpConnection],
  ['http', httpConnection],
  ['imap', imapConnection],
  ['mysql', mysqlConnection],
  ['postgres', postgresConnection],
  ['s3', s3Connection],
  ['sftp', sftpConnection],
  ['smtp', smtpConnection],
]);
