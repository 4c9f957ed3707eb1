/** The server-sent events of an answer, in order. Leaving the loop keeps the stream, so that another loop can go on. */
export async function* readEvents(answer: Response): AsyncGenerator<{ event: string; data: unknown }, undefined> {
  const stream = streams.get(answer) ?? { reader: requireBody(answer).getReader(), text: '' };
  streams.set(answer, stream);
  for (;;) {
    const end = stream.text.indexOf('\n\n');
    if (end >= 0) {
      const block = stream.text.slice(0, end);
      stream.text = stream.text.slice(end + 2);
      const event = /^event: (.+)$/m.exec(block)?.[1];
      const data = /^data: (.+)$/m.exec(block)?.[1];
      if (event !== undefined && data !== undefined) yield { event, data: JSON.parse(data) };
      continue;
    }
    const { done, value } = await stream.reader.read();
    if (done) return undefined;
    stream.text += new TextDecoder().decode(value);
  }
}

const streams = new WeakMap<Response, { reader: ReadableStreamDefaultReader<Uint8Array>; text: string }>();

function requireBody(answer: Response): ReadableStream<Uint8Array> {
  if (answer.body === null) throw new Error('The answer has no body.');
  return answer.body;
}
