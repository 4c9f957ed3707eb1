import type { ByteStream } from '@weft/document';
import type { ExecutionError } from '@weft/process';

/** What a worker tells the gateway that accepted the call. */
export type Answer =
  | { readonly kind: 'reply'; readonly reply: WireReply }
  /** The execution ended and nothing had replied. */
  | { readonly kind: 'ended'; readonly status: 'succeeded' | 'failed' | 'cancelled'; readonly error?: ExecutionError };

export interface WireReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly contentType: string;
  /** At the gateway: bytes where they came in one frame, otherwise a stream that can be read once and fails if the worker dies. */
  readonly body: Uint8Array | ByteStream;
}

/** The gateway's side: listens on its own port for connections that workers open, proven with the shared secret. */
export interface ReplyListener {
  /** Goes into the jobs as `replyTo`. */
  readonly address: string;
  /** The port it listens on (of use where `0` was asked for). */
  readonly port: number;
  /** Call it before the job is added: a reply may be faster than the queue's answer. After `forget` an answer counts as not taken. */
  expect(executionId: string): { readonly answer: Promise<Answer>; forget(): void };
  /** Answers a waiting call from here, as a worker would; false where nobody waits for it. */
  settle(executionId: string, answer: Answer): boolean;
  /** Calls that wait for an answer. */
  readonly waiting: number;
  close(): Promise<void>;
}

/** The worker's side: one connection per gateway, opened on first use, kept. */
export interface ReplySender {
  /** True when the gateway took it for a waiting caller; false where nobody waits any more or the gateway is gone. Never throws. */
  send(address: string, executionId: string, attempt: number, answer: Answer): Promise<boolean>;
  /** Tells the gateway that this attempt runs now: it refuses answers of earlier ones from then on. Never throws. */
  claim(address: string, executionId: string, attempt: number): void;
  close(): Promise<void>;
}
