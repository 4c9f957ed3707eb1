import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import * as z from 'zod';
import type { WireReply } from './reply.ts';

/** Replies that nobody waited for any more, kept for the status URL. */
export interface ReplyShelf {
  /** Keeps the reply under its execution; a later one replaces it. */
  keep(executionId: string, reply: WireReply): Promise<void>;
  /** The reply, its body a stream that can be read once; undefined where none is kept. */
  find(executionId: string): Promise<WireReply | undefined>;
  /** Whether one is kept. */
  has(executionId: string): Promise<boolean>;
  /** Removes what was kept for longer than `keptMs`; returns how many. */
  purge(): Promise<number>;
}

/** 24 hours. */
export const keptMs = 24 * 3_600_000;

const headSchema = z.object({ status: z.int(), headers: z.record(z.string(), z.string()), contentType: z.string() });
const idPattern = /^[\w-]{1,100}$/;

/** A shelf in a directory that workers and gateways share: one file a reply, its head as the first line. */
export async function openReplyShelf(directory: string): Promise<ReplyShelf> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const fileOf = (executionId: string) => {
    if (!idPattern.test(executionId)) return undefined;
    return join(directory, `${executionId}.reply`);
  };

  return {
    keep: async (executionId, reply) => {
      const file = fileOf(executionId);
      if (file === undefined) return;
      const { status, headers, contentType, body } = reply;
      const partial = `${file}.${process.pid}.partial`;
      async function* bytes(): AsyncIterable<Uint8Array> {
        yield Buffer.from(`${JSON.stringify({ status, headers, contentType })}\n`);
        if (body instanceof Uint8Array) yield body;
        else yield* body;
      }
      try {
        await pipeline(bytes(), createWriteStream(partial, { mode: 0o600 }));
        await rename(partial, file);
      } catch (error) {
        await rm(partial, { force: true });
        throw error;
      }
    },
    find: async (executionId) => {
      const file = fileOf(executionId);
      if (file === undefined) return undefined;
      const line = await firstLine(file);
      if (line === undefined) return undefined;
      const head = headSchema.parse(JSON.parse(line));
      return { ...head, body: readFrom(file, Buffer.byteLength(line) + 1) };
    },
    has: async (executionId) => {
      const file = fileOf(executionId);
      return file !== undefined && (await stat(file).catch(() => undefined)) !== undefined;
    },
    purge: async () => {
      let removed = 0;
      for (const name of await readdir(directory)) {
        const path = join(directory, name);
        const found = await stat(path).catch(() => undefined);
        if (found === undefined || Date.now() - found.mtimeMs < keptMs) continue;
        await rm(path, { force: true });
        removed += 1;
      }
      return removed;
    },
  };
}

/** Opens the file only when it is read: a reply that is found need not be. */
async function* readFrom(path: string, start: number): AsyncIterable<Uint8Array> {
  yield* createReadStream(path, { start }) as AsyncIterable<Uint8Array>;
}

async function firstLine(path: string): Promise<string | undefined> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (file === undefined) return undefined;
  try {
    for await (const line of file.readLines()) return line;
    return undefined;
  } finally {
    await file.close();
  }
}
