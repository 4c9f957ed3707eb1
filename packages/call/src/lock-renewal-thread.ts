import { parentPort, workerData } from 'node:worker_threads';
import { makeQueue } from './backend.ts';
import { type FromThread, threadDataSchema, toThreadSchema } from './lock-renewal.ts';

// The thread's own program: started by lock-renewal.ts, never imported.

const { backend, lockMs, blockedMsMax } = threadDataSchema.parse(workerData);
const { opened: queue, disconnect } = makeQueue(backend, 1);
const held = new Map<string, string>();
let lastBeat = Date.now();
let renewing = false;

const tell = (message: FromThread) => parentPort?.postMessage(message);
queue.on('error', (error) => tell({ kind: 'error', message: error.message }));

async function renew(): Promise<void> {
  if (renewing || held.size === 0 || Date.now() - lastBeat > blockedMsMax) return;
  renewing = true;
  try {
    const ids = [...held.keys()];
    const lost = await queue.getBackend().extendLocks(ids, [...held.values()], lockMs);
    for (const jobId of lost) if (held.delete(jobId)) tell({ kind: 'lost', jobId });
  } catch (error) {
    tell({ kind: 'error', message: error instanceof Error ? error.message : String(error) });
  } finally {
    renewing = false;
  }
}

// A third of the lock: two renewals may fail before it is lost.
const timer = setInterval(() => void renew(), lockMs / 3);

parentPort?.on('message', (message: unknown) => {
  const told = toThreadSchema.parse(message);
  lastBeat = Date.now();
  if (told.kind === 'hold') held.set(told.jobId, told.token);
  else if (told.kind === 'release') held.delete(told.jobId);
  else if (told.kind === 'stop') void stop();
});

async function stop(): Promise<void> {
  clearInterval(timer);
  await queue.close();
  disconnect();
  parentPort?.close();
}

await queue.waitUntilReady();
tell({ kind: 'ready' });
