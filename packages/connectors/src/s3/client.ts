import { outboundAgent } from '@weft/outbound';
import { implementConnection, type OutboundGuard } from '@weft/step-kit/executor';
import type * as z from 'zod';
import { remotePath } from '../remote-files/remote-path.ts';
import type { FilesClient } from '../remote-files/session.ts';
import { openSessionPool } from '../remote-files/session-pool.ts';
import { connection } from './connection.ts';
import type { Bucket } from './request.ts';
import { s3Session } from './session.ts';

type Config = z.output<typeof connection.config>;

/** A way to one bucket; connections are opened as they are needed, and used again. */
function openBucket(guard: OutboundGuard, config: Config): FilesClient {
  const { region, bucket: name, accessKeyId, secretAccessKey, sessionsMax, timeoutMs, folder } = config;
  const endpoint = new URL(config.endpoint === '' ? `https://s3.${region}.amazonaws.com` : config.endpoint);
  const agent = outboundAgent(guard, { connectTimeout: timeoutMs });
  const url = config.addressing === 'host' ? `${endpoint.protocol}//${name}.${endpoint.host}` : `${endpoint.origin}/${name}`;
  const bucket: Bucket = { url, server: endpoint.host, name, region, accessKeyId, secretAccessKey, timeoutMs, agent };
  const pool = openSessionPool({
    server: endpoint.host,
    open: async () => s3Session(bucket, remotePath(folder)),
    sessionsMax,
    waitMs: Math.max(timeoutMs, 30_000),
  });
  return {
    ...pool,
    async close() {
      await pool.close();
      await agent.destroy();
    },
  };
}

/** Opens, tries and closes connections of the type `s3`. */
export const implementation = implementConnection<typeof connection.config, FilesClient>({
  definition: connection,
  open: async (config, { outbound }) => openBucket(outbound, config),
  async test(client, signal) {
    const files = await client.use(signal, (session) => session.list(''));
    return `The storage ${client.server} let us in; the folder holds ${files.length} ${files.length === 1 ? 'entry' : 'entries'}.`;
  },
  close: (client) => client.close(),
});
