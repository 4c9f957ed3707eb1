import { openCallConsumer, type QueueBackend } from '../src/index.ts';

// A program of its own: takes calls up and blocks its event loop for as long as it is told, without a turn.
const { backend, blockMs, lockMs } = JSON.parse(process.argv[2] ?? '') as { backend: QueueBackend; blockMs: number; lockMs: number };

await openCallConsumer({
  backend,
  concurrency: 1,
  timing: { lockMs, stalledCheckMs: 200 },
  giveUp: async () => undefined,
  handle: async ({ attempt }) => {
    process.stdout.write(`taken ${attempt}\n`);
    const end = Date.now() + blockMs;
    while (Date.now() < end);
    process.stdout.write('ended\n');
  },
});
process.stdout.write('ready\n');
