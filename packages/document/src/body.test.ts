import { describe, expect, it } from 'vitest';
import { Body, type ByteSource, wholeBodyBytesMax } from './body.ts';
import { childDocument, createDocument } from './document.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

/** A source that counts how often it is opened. */
function sourceOf(chunks: readonly string[], size?: number): ByteSource & { opened: number } {
  return {
    opened: 0,
    ...(size === undefined ? {} : { size }),
    async *open() {
      this.opened++;
      for (const chunk of chunks) yield bytes(chunk);
    },
  };
}

/** A value that counts how often it is serialized. */
function countedValue() {
  const value = {
    written: 0,
    toJSON() {
      this.written++;
      return { a: 1 };
    },
  };
  return value;
}

describe('a body', () => {
  it('is parsed once, and the value is shared', () => {
    const body = Body.fromBytes(bytes('{"a":[1]}'), 'application/json');
    expect(body.value()).toEqual({ a: [1] });
    expect(body.value()).toBe(body.value());
  });

  it('is serialized once, and the bytes are shared', () => {
    const value = countedValue();
    const body = Body.fromValue(value);
    expect(body.bytes()).toBe(body.bytes());
    expect(value.written).toBe(1);
  });

  it('made of bytes never serializes, even after its value was used', () => {
    const original = bytes('{ "a" : 1.0 }');
    const body = Body.fromBytes(original, 'application/json');
    body.value();
    expect(body.bytes()).toBe(original);
  });

  it('made of a value never parses', () => {
    const value = { a: 1 };
    const body = Body.fromValue(value);
    body.bytes();
    expect(body.value()).toBe(value);
  });

  it('reads its source once, whatever is asked of it, also at the same time', async () => {
    const source = sourceOf(['{"a":', '1}']);
    const body = Body.fromSource(source, 'application/json');
    expect(body.isStreamed).toBe(true);
    expect(await Promise.all([body.value(), body.text(), body.bytes()])).toEqual([{ a: 1 }, '{"a":1}', Buffer.from('{"a":1}')]);
    expect(body.isStreamed).toBe(false);
    expect(body.value()).toEqual({ a: 1 });
    expect(source.opened).toBe(1);
  });

  it('streams from its source without holding it, each time from the beginning', async () => {
    const source = sourceOf(['a', 'b', 'c']);
    const body = Body.fromSource(source, 'text/plain');
    for (let time = 1; time <= 2; time++) {
      const chunks: string[] = [];
      for await (const chunk of body.stream()) chunks.push(new TextDecoder().decode(chunk));
      expect(chunks).toEqual(['a', 'b', 'c']);
      expect(source.opened).toBe(time);
    }
    expect(body.isStreamed).toBe(true);
  });

  it('knows its size without reading', () => {
    expect(Body.fromBytes(bytes('abc'), 'text/plain').size).toBe(3);
    expect(Body.fromSource(sourceOf([], 5), 'text/plain').size).toBe(5);
    expect(Body.fromValue({ a: 1 }).size).toBeUndefined();
  });

  it('is refused as one value where its source says that it is too large, without opening it', async () => {
    const source = sourceOf(['x'], wholeBodyBytesMax + 1);
    await expect(Body.fromSource(source, 'text/plain').value()).rejects.toMatchObject({ code: 'BODY_TOO_LARGE', status: 413 });
    expect(source.opened).toBe(0);
  });

  it('is refused as one value once more has come than its source said', async () => {
    const chunk = new Uint8Array(1024 * 1024);
    let sent = 0;
    const source: ByteSource = {
      async *open() {
        for (; sent < 1000; sent++) yield chunk;
      },
    };
    await expect(Body.fromSource(source, 'application/pdf').bytes()).rejects.toMatchObject({ code: 'BODY_TOO_LARGE' });
    expect(sent).toBe(32);
  });

  it('fails to be a value again and again where its bytes are not what they should be', () => {
    const body = Body.fromBytes(bytes('{'), 'application/json');
    expect(() => body.value()).toThrow(expect.objectContaining({ code: 'BODY_NOT_PARSABLE' }));
    expect(() => body.value()).toThrow(expect.objectContaining({ code: 'BODY_NOT_PARSABLE' }));
    expect(body.text()).toBe('{');
  });

  it('is read again after its source failed', async () => {
    let fails = true;
    const source: ByteSource = {
      async *open() {
        yield bytes('a');
        if (fails) throw new Error('gone');
      },
    };
    const body = Body.fromSource(source, 'text/plain');
    await expect(body.text()).rejects.toThrow('gone');
    fails = false;
    expect(await body.text()).toBe('a');
  });

  it('of nothing has no bytes and the value null', () => {
    expect(Body.empty.value()).toBeNull();
    expect(Body.empty.bytes()).toHaveLength(0);
    expect(Body.empty.contentType).toBe('');
  });
});

describe('a child document', () => {
  it('has an id that says where it came from, and inherits what is not given', () => {
    const root = createDocument('root', Body.fromText('a'), { x: 1 });
    const child = childDocument(root, 'split', 2, { properties: { y: 2 } });
    expect(child).toEqual({ id: 'root/split.2', body: root.body, properties: { y: 2 } });
    expect(childDocument(child, 'map', 0, { body: Body.empty })).toMatchObject({ id: 'root/split.2/map.0', properties: { y: 2 } });
  });
});
