import type { Properties } from '@weft/document';
import { WeftError } from '@weft/errors';
import { decodeText, encodeText, mediaTypeOf } from '@weft/formats';

/** What goes from operation to operation. */
export interface Content {
  readonly bytes: Uint8Array;
  readonly contentType: string;
  /** What an operation has learned, such as the name of a file. Kept through those that follow. */
  readonly properties?: Properties;
}

/** One operation, compiled. `bytesMax` is the most its result may have. */
export type Operate = (content: Content, bytesMax: number) => Content | Promise<Content>;

/** One that makes several contents of one. */
export type OperateOnMany = (content: Content, bytesMax: number) => Promise<readonly Content[]>;

/** For a result that is too large, where it is known before it is made or while it is. */
export function tooLarge(what: string, bytesMax: number): WeftError {
  return new WeftError('BODY_TOO_LARGE', `${what} gives more than ${bytesMax} bytes. Raise the largest result if this is expected.`);
}

/** An operation on the text of a content, which stays in its character set. */
export function onText(change: (text: string, bytesMax: number) => string): Operate {
  return ({ bytes, contentType }, bytesMax) => {
    const { charset } = mediaTypeOf(contentType);
    return { bytes: encodeText(change(decodeText(bytes, charset), bytesMax), charset), contentType };
  };
}
