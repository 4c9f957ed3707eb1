import type { ByteStream } from '@weft/document';

/** A body that arrives in parts: pushed by the connection, read once by the caller. */
export interface IncomingBody {
  readonly stream: ByteStream;
  push(part: Uint8Array): void;
  end(): void;
  fail(error: Error): void;
}

/**
 * `passedOn` hears how many bytes were read, so that the sender may send as many more; `abandoned` that the reader left
 * before the end.
 */
export function createIncomingBody(passedOn: (bytes: number) => void, abandoned: () => void): IncomingBody {
  const parts: Uint8Array[] = [];
  let ended = false;
  let failure: Error | undefined;
  let wake = Promise.withResolvers<void>();

  function changed(): void {
    wake.resolve();
    wake = Promise.withResolvers<void>();
  }

  async function* read(): ByteStream {
    try {
      for (;;) {
        const part = parts.shift();
        if (part !== undefined) {
          yield part;
          if (part.byteLength > 0) passedOn(part.byteLength);
        } else if (failure !== undefined) throw failure;
        else if (ended) return;
        else await wake.promise;
      }
    } finally {
      if (!ended && failure === undefined) abandoned();
      parts.length = 0;
    }
  }

  return {
    stream: read(),
    push: (part) => {
      parts.push(part);
      changed();
    },
    end: () => {
      ended = true;
      changed();
    },
    fail: (error) => {
      failure ??= error;
      changed();
    },
  };
}
