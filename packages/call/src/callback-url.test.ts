import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCallbackUrls } from './callback-url.ts';

const urls = createCallbackUrls({ secret: Buffer.from('a secret of thirty-two bytes ...'), publicUrl: 'https://weft.example/' });

function partsOf(url: string) {
  const { pathname, searchParams } = new URL(url);
  const [, , executionId = '', key = ''] = pathname.split('/');
  return { executionId, key, token: searchParams.get('token') ?? '' };
}

describe('callback addresses', () => {
  test('give the key of the wait back, whatever characters it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (key) => {
        const { executionId, key: encoded, token } = partsOf(urls.of('e-1', key));
        expect(urls.read(executionId, encoded, token)).toBe(key);
      }),
    );
  });

  test('open nothing with another execution, another key, another token or another secret', () => {
    const { executionId, key, token } = partsOf(urls.of('e-1', 'wait/root.1'));
    expect(urls.read('e-2', key, token)).toBeUndefined();
    expect(urls.read(executionId, Buffer.from('wait/root.2').toString('base64url'), token)).toBeUndefined();
    expect(urls.read(executionId, key, `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`)).toBeUndefined();
    expect(urls.read(executionId, key, '')).toBeUndefined();
    const others = createCallbackUrls({ secret: Buffer.from('another secret of thirty-two ....'), publicUrl: '' });
    expect(others.read(executionId, key, token)).toBeUndefined();
  });

  test('begin with the public address, however it was written, or with the path where there is none', () => {
    expect(urls.of('e-1', 'k')).toMatch(/^https:\/\/weft\.example\/callbacks\/e-1\/aw\?token=[\w-]{43}$/);
    expect(createCallbackUrls({ secret: Buffer.alloc(32), publicUrl: '' }).of('e-1', 'k')).toMatch(/^\/callbacks\/e-1\/aw\?token=/);
  });
});
