import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { startRedis } from './start-redis.ts';

function ask(url: string, command: string): Promise<string> {
  return new Promise((settle, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(`${command}\r\n`));
    socket.once('error', reject);
    socket.once('data', (data) => {
      settle(data.toString());
      socket.destroy();
    });
  });
}

test('a private Redis keeps everything and writes to disk when asked to', async () => {
  const redis = await startRedis({ appendonly: true });
  expect(await ask(redis.url, 'CONFIG GET maxmemory-policy')).toContain('noeviction');
  expect(await ask(redis.url, 'CONFIG GET appendonly')).toContain('yes');
  await redis.stop();
  await expect(ask(redis.url, 'PING')).rejects.toThrow('ECONNREFUSED');
});
