/**
 * How a reply gets from the worker to the gateway: over a connection of their own (packages/call), or over Redis pub/sub. One process
 * asks, another replies; asking costs the same both ways (Node's IPC). For docs/adr/0005. `node bench/reply-channel.ts [seconds]`
 */
import { openReplyListener } from '@weft/call';
import { startRedis } from '@weft/testkit';
import { Redis } from 'ioredis';
import { startProgram } from './call-path/programs.ts';
import { type ReplyTask, secret } from './call-path/reply-task.ts';

const seconds = Number(process.argv[2] ?? 3);
const redis = await startRedis();
const listener = await openReplyListener({ host: '127.0.0.1', port: 0, secret });

console.log('| way | reply bytes | waiting at once | replies/s | p50 ms | p99 ms |\n|---|---|---|---|---|---|');
for (const bytes of [200, 64 * 1024, 1024 * 1024]) {
  for (const atOnce of [1, 64]) for (const way of ['direct', 'redis'] as const) await trial(way, bytes, atOnce);
}
await listener.close();
await redis.stop();

async function trial(way: ReplyTask['way'], bytes: number, atOnce: number): Promise<void> {
  const task: ReplyTask = { way, bytes, address: listener.address, redisUrl: redis.url };
  await using worker = await startProgram('bench/call-path/reply-worker.ts', { TASK: JSON.stringify(task) }, 'started');
  const subscriber = new Redis(redis.url);
  const waiting = new Map<number, () => void>();
  await subscriber.subscribe('replies');
  subscriber.on('messageBuffer', (_channel, message: Buffer) => waiting.get(message.readUInt32BE(0))?.());

  let next = 0;
  const latencies: number[] = [];
  const begin = performance.now() + 500;
  const end = begin + seconds * 1_000;

  async function oneByOne(): Promise<void> {
    while (performance.now() < end) {
      const n = next++;
      const asked = performance.now();
      const answered = way === 'direct' ? throughConnection(n) : new Promise<void>((done) => waiting.set(n, done));
      worker.child.send(n);
      if (!(await inTime(answered))) return;
      waiting.delete(n);
      if (asked > begin) latencies.push(performance.now() - asked);
    }
  }

  await Promise.all(Array.from({ length: atOnce }, oneByOne));
  subscriber.disconnect();
  latencies.sort((a, b) => a - b);
  const at = (share: number) => (latencies[Math.floor(latencies.length * share)] ?? Number.NaN).toFixed(2);
  console.log(`| ${way} | ${bytes} | ${atOnce} | ${(latencies.length / seconds).toFixed(0)} | ${at(0.5)} | ${at(0.99)} |`);
}

async function throughConnection(n: number): Promise<void> {
  const { answer } = listener.expect(String(n));
  const { kind, ...rest } = await answer;
  if (kind !== 'reply' || !('reply' in rest)) throw new Error('not a reply');
  const { body } = rest.reply;
  if (!(body instanceof Uint8Array)) for await (const _part of body);
}

/** Pub/sub loses what its subscriber does not read fast enough: a lost reply ends its line of the trial. */
async function inTime(answered: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const lost = new Promise<boolean>((done) => {
    timer = setTimeout(() => done(false), 5_000);
  });
  const came = await Promise.race([answered.then(() => true), lost]);
  clearTimeout(timer);
  return came;
}
