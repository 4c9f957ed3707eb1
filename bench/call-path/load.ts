import { Client } from 'undici';

/** What one cell of a table measured. */
export interface Measured {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly failures: number;
}

export interface Load {
  readonly url: string;
  readonly connections: number;
  readonly seconds: number;
  readonly body: string;
  /** What a right answer is. */
  readonly isRight: (status: number, body: string) => boolean;
}

/** Posts the body again and again on so many connections, each waiting for its answer. The first second is not counted. */
export async function measure(load: Load): Promise<Measured> {
  const { origin, pathname } = new URL(load.url);
  const latencies: number[] = [];
  let failures = 0;
  const begin = performance.now() + 1_000;
  const end = begin + load.seconds * 1_000;

  async function connection(): Promise<void> {
    const client = new Client(origin, { pipelining: 1 });
    while (performance.now() < end) {
      const sent = performance.now();
      const { statusCode, body } = await client.request({
        method: 'POST',
        path: pathname,
        headers: { 'content-type': 'application/json' },
        body: load.body,
      });
      const text = await body.text();
      const answered = performance.now();
      if (answered < begin || answered > end) continue;
      if (!load.isRight(statusCode, text)) failures += 1;
      latencies.push(answered - sent);
    }
    await client.close();
  }

  await Promise.all(Array.from({ length: load.connections }, connection));
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? Number.NaN;
  return { perSecond: latencies.length / load.seconds, p50: at(0.5), p99: at(0.99), failures };
}
