import type { ReplyShelf } from '@weft/call';
import { Body, type ByteStream } from '@weft/document';
import type { ReplyMessage } from '@weft/step-kit/executor';

/** Keeps what a called execution replied, so that its caller finds it also in another attempt. */
export async function keepReply(shelf: ReplyShelf, executionId: string, { status, headers, body }: ReplyMessage): Promise<void> {
  const bytes = body.isStreamed ? body.stream() : await body.bytes();
  await shelf.keep(executionId, { status, headers, contentType: body.contentType, body: bytes });
}

/** What was kept; its body is read from there, as often as it is asked for. */
export async function keptReply(shelf: ReplyShelf, executionId: string): Promise<ReplyMessage | undefined> {
  const found = await shelf.find(executionId);
  if (found === undefined) return undefined;
  const { status, headers, contentType } = found;
  async function* open(): ByteStream {
    const again = await shelf.find(executionId);
    if (again === undefined) throw new Error(`The reply of the execution ${executionId} is not kept any more.`);
    if (again.body instanceof Uint8Array) yield again.body;
    else yield* again.body;
  }
  return { status, headers, body: Body.fromSource({ open }, contentType) };
}
