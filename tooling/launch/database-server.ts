import path from 'node:path';
import { type PostgresServer, startPostgres } from '@weft/embedded-postgres';

/** Restart delays in milliseconds. */
const backOffMs = [0, 1_000, 3_000, 10_000, 30_000];

/** The embedded database, started again on the same port whenever it ends before `stop`: those that use it reconnect by themselves. */
export async function superviseDatabase(dataDir: string, say: (line: string) => void): Promise<{ url: string; stop: () => Promise<void> }> {
  const options = { dataDir: path.join(dataDir, 'postgres') };
  let server: PostgresServer = await startPostgres(options);
  const { port, url } = server;
  let stopping = false;
  let failures = 0;

  const follow = (): void => {
    const startedAt = Date.now();
    void server.exited.then(() => restart(Date.now() - startedAt > 60_000 ? 0 : failures));
  };
  const restart = async (count: number): Promise<void> => {
    if (stopping) return;
    failures = count + 1;
    const delay = backOffMs[Math.min(count, backOffMs.length - 1)] ?? 30_000;
    say(`The database ended; starting it again${delay === 0 ? '' : ` in ${delay / 1000} s`}.`);
    await new Promise((resolve) => setTimeout(resolve, delay));
    if (stopping) return;
    try {
      server = await startPostgres({ ...options, port });
      follow();
    } catch (cause) {
      say(cause instanceof Error ? cause.message : String(cause));
      await restart(count + 1);
    }
  };
  follow();
  return {
    url,
    stop: async () => {
      stopping = true;
      await server.stop();
    },
  };
}
