import { defineConnection, field } from '@weft/step-kit';
import * as z from 'zod';
import { folderField, oneLine, silenceField } from '../network/connection-fields.ts';

const config = z.strictObject({
  endpoint: field
    .text({
      title: 'Endpoint',
      description: 'The address of the service; left empty, that of Amazon in the region.',
      placeholder: 'https://storage.example.com',
    })
    .max(500)
    .regex(/^(https?:\/\/[A-Za-z0-9._:[\]-]+\/?)?$/, 'An endpoint is http:// or https://, a host and perhaps a port.')
    .default(''),
  region: field
    .text({ title: 'Region', description: 'Where the bucket is. Services with one region mostly take us-east-1.' })
    .min(1, 'The region is empty.')
    .max(60)
    .regex(/^[A-Za-z0-9-]+$/, 'A region holds letters, digits and dashes.')
    .default('us-east-1'),
  bucket: field
    .text({ title: 'Bucket', description: 'The bucket that objects are in.' })
    .min(1, 'The bucket is empty.')
    .max(255)
    .regex(/^[A-Za-z0-9._-]+$/, 'A bucket name holds letters, digits, dots and dashes.'),
  accessKeyId: field
    .text({ title: 'Access key', description: 'The id of the key.' })
    .min(1, 'The access key is empty.')
    .max(200)
    .regex(oneLine, 'An access key is one line.'),
  secretAccessKey: field.secret({ title: 'Secret key', description: 'What belongs to that access key.' }).default(''),
  folder: folderField('Paths begin here; steps cannot leave it. Empty: at the top of the bucket.', {
    placeholder: 'exchange',
    lengthMax: 500,
  }),
  addressing: field
    .select(['path', 'host'], {
      title: 'The bucket stands in',
      description: 'path: endpoint/bucket/…, which nearly all services know. host: bucket.endpoint/…',
      advanced: true,
    })
    .default('path'),
  sessionsMax: field
    .number({ title: 'Transfers', description: 'How many a worker does at once.', advanced: true })
    .int()
    .min(1)
    .max(50)
    .default(8),
  timeoutMs: silenceField('In milliseconds: how long the service may say nothing.'),
});

/** A bucket of Amazon S3 or of a service that speaks the same protocol. */
export const connection = defineConnection({
  type: 's3',
  title: 'S3 bucket',
  summary: 'A bucket of Amazon S3, or of a service that speaks the same protocol.',
  config,
  initial: { endpoint: '', region: 'us-east-1', bucket: '', accessKeyId: '', folder: '' },
  describe: ({ endpoint, bucket, folder }) =>
    `${bucket}${folder === '' ? '' : `/${folder.replace(/^\/+|\/+$/g, '')}`}${endpoint === '' ? '' : ` on ${endpoint.replace(/^https?:\/\//, '')}`}`,
});
