import { defineConnection, field } from '@weft/step-kit';
import * as z from 'zod';

const config = z.strictObject({
  folder: field
    .text({
      title: 'Folder',
      description: 'Paths begin here; steps cannot leave it. An operator decides which folders there are, with WEFT_DISK_FOLDERS.',
      placeholder: '/srv/exchange/orders',
    })
    .max(1_000)
    .regex(/^\/[^\0\r\n]*$/, 'A folder is named from the root of the machine on, such as /srv/exchange.'),
});

/** A folder of the machines that the workers run on. */
export const connection = defineConnection({
  type: 'disk',
  title: 'Folder on disk',
  summary: 'A folder of the machine that the worker runs on, or one that is mounted there.',
  config,
  initial: { folder: '' },
  describe: ({ folder }) => folder,
});
