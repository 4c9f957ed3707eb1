import { openReplySender } from '@weft/call';
import { Redis } from 'ioredis';
import { readTask, secret } from './reply-task.ts';

// The worker's half of the reply trial: sends one reply for each number it is told, over the way it was started for.
const task = readTask(process.argv[2] ?? process.env['TASK'] ?? '');
const body = Buffer.alloc(task.bytes, 'x');
const send = task.way === 'direct' ? direct(task.address) : overRedis(task.redisUrl);

process.on('message', (n: number) => void send(n));
process.stdout.write('started\n');

function direct(address: string): (n: number) => Promise<unknown> {
  const sender = openReplySender({ secret });
  return (n) =>
    sender.send(address, String(n), 1, { kind: 'reply', reply: { status: 200, headers: {}, contentType: 'application/json', body } });
}

function overRedis(url: string): (n: number) => Promise<unknown> {
  const client = new Redis(url);
  const head = Buffer.alloc(4);
  return (n) => {
    head.writeUInt32BE(n);
    return client.publish('replies', Buffer.concat([head, body]));
  };
}
