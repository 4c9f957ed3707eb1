import { Redis } from 'ioredis';

/**
 * What an operator must hear about this Redis: one sentence for each setting with which accepted calls can get lost.
 * Reads `INFO`, which hosted Redis allows where `CONFIG` is refused.
 */
export async function redisWarnings(redisUrl: string): Promise<string[]> {
  const client = new Redis(redisUrl, { maxRetriesPerRequest: 1, lazyConnect: true });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const info = `${await client.info('persistence')}\n${await client.info('memory')}`;
    const value = (name: string) => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1] ?? 'unknown';
    const warnings: string[] = [];
    if (value('aof_enabled') !== '1') {
      warnings.push('Redis runs without "appendonly yes": accepted calls are lost when it dies. Turn it on for production.');
    }
    const policy = value('maxmemory_policy');
    if (policy !== 'noeviction') {
      warnings.push(`Redis may throw queued calls away (maxmemory-policy is "${policy}"). Set it to "noeviction".`);
    }
    return warnings;
  } finally {
    client.disconnect();
  }
}
