import { WeftError } from '@weft/errors';
import { decodeText, mediaTypeOf, parse, serialize } from '@weft/formats';

/** Bytes as they come: chunks in order. */
export type ByteStream = AsyncIterable<Uint8Array>;

/** Bytes that are not in memory. `open` may be called more than once, each time from the beginning. */
export interface ByteSource {
  open(): ByteStream;
  /** In bytes, where it is known before reading. */
  readonly size?: number;
}

/** Above this a body is never parsed as one value: only streaming steps take it. 32 MB. */
export const wholeBodyBytesMax = 32 * 1024 * 1024;

/**
 * The content of a document: bytes with a content type, a value parsed from them, or both.
 *
 * Whichever side is missing is made on first use and kept, so JSON → map → JSON parses once and serializes once.
 * Values are shared between documents and must never be changed in place.
 */
export class Body {
  /** A media type (RFC 9110 §8.3), parameters included; `''` where there is no content at all. */
  readonly contentType: string;
  #value: { readonly value: unknown } | undefined;
  #bytes: Uint8Array | undefined;
  readonly #source: ByteSource | undefined;
  /** While the bytes are being fetched: several that ask at once wait for the same reading. */
  #reading: Promise<Uint8Array> | undefined;

  private constructor(
    contentType: string,
    value: { value: unknown } | undefined,
    bytes: Uint8Array | undefined,
    source: ByteSource | undefined,
  ) {
    this.contentType = contentType;
    this.#value = value;
    this.#bytes = bytes;
    this.#source = source;
  }

  /** No content: zero bytes, value `null`. */
  static readonly empty: Body = new Body('', { value: null }, new Uint8Array(0), undefined);

  static fromValue(value: unknown, contentType = 'application/json'): Body {
    return new Body(contentType, { value }, undefined, undefined);
  }

  static fromBytes(bytes: Uint8Array, contentType: string): Body {
    return new Body(contentType, undefined, bytes, undefined);
  }

  static fromText(text: string, contentType = 'text/plain; charset=utf-8'): Body {
    return Body.fromBytes(new TextEncoder().encode(text), contentType);
  }

  static fromSource(source: ByteSource, contentType: string): Body {
    return new Body(contentType, undefined, undefined, source);
  }

  /** True where the bytes are elsewhere and were not read yet: `value`, `bytes` and `text` will return promises. */
  get isStreamed(): boolean {
    return this.#source !== undefined && this.#bytes === undefined && this.#value === undefined;
  }

  /** In bytes, where it is known without serializing or reading. */
  get size(): number | undefined {
    return this.#bytes?.byteLength ?? this.#source?.size;
  }

  /**
   * The parsed value; a promise only where the bytes must be fetched first.
   * @throws WeftError `BODY_NOT_PARSABLE` with line and column, `BODY_TOO_LARGE` over {@link wholeBodyBytesMax}.
   */
  value(): unknown | Promise<unknown> {
    if (this.#value !== undefined) return this.#value.value;
    const bytes = this.bytes();
    return bytes instanceof Promise ? bytes.then((b) => this.#parse(b)) : this.#parse(bytes);
  }

  #parse(bytes: Uint8Array): unknown {
    if (this.#value === undefined) {
      if (bytes.byteLength > wholeBodyBytesMax) throw tooLarge(bytes.byteLength);
      this.#value = { value: parse(bytes, this.contentType) };
    }
    return this.#value.value;
  }

  /** The bytes, serialized from the value where needed. */
  bytes(): Uint8Array | Promise<Uint8Array> {
    if (this.#bytes !== undefined) return this.#bytes;
    if (this.#value !== undefined) {
      const bytes = serialize(this.#value.value, this.contentType);
      this.#bytes = bytes;
      return bytes;
    }
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #read(): Promise<Uint8Array> {
    const source = this.#source;
    if (source === undefined) return new Uint8Array(0);
    if (source.size !== undefined && source.size > wholeBodyBytesMax) throw tooLarge(source.size);
    const chunks: Uint8Array[] = [];
    let total = 0;
    for await (const chunk of source.open()) {
      total += chunk.byteLength;
      if (total > wholeBodyBytesMax) throw tooLarge(total);
      chunks.push(chunk);
    }
    const bytes = Buffer.concat(chunks, total);
    this.#bytes = bytes;
    return bytes;
  }

  /**
   * The bytes as text, decoded with the charset of the content type (UTF-8 where it names none).
   * @throws WeftError `BODY_NOT_PARSABLE` where they are not text in it.
   */
  text(): string | Promise<string> {
    const bytes = this.bytes();
    const { charset } = mediaTypeOf(this.contentType);
    return bytes instanceof Promise ? bytes.then((b) => decodeText(b, charset)) : decodeText(bytes, charset);
  }

  /** The bytes as a stream, without holding them where they are elsewhere. */
  async *stream(): ByteStream {
    if (this.#source !== undefined && this.#bytes === undefined) yield* this.#source.open();
    else yield await this.bytes();
  }
}

function tooLarge(bytes: number): WeftError {
  return new WeftError(
    'BODY_TOO_LARGE',
    `The body has ${bytes} bytes; as one value at most ${wholeBodyBytesMax} can be held. Split it with a streaming step first.`,
  );
}
