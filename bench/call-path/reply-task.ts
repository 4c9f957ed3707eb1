import * as z from 'zod';

/** Both halves of the trial know it. */
export const secret = Buffer.alloc(32, 1);

const schema = z.object({ way: z.enum(['direct', 'redis']), bytes: z.int(), address: z.string(), redisUrl: z.string() });

export type ReplyTask = z.infer<typeof schema>;

export function readTask(text: string): ReplyTask {
  return schema.parse(JSON.parse(text));
}
