import { expect, test } from 'vitest';
import { targetUrl } from './target-url.ts';

const base = 'https://api.example.com/v1/shop';

test.each([
  ['customers/1', 'https://api.example.com/v1/shop/customers/1'],
  ['/customers/1', 'https://api.example.com/v1/shop/customers/1'],
  ['', 'https://api.example.com/v1/shop'],
  ['?a=b', 'https://api.example.com/v1/shop/?a=b'],
  ['a%2F..%2Fb', 'https://api.example.com/v1/shop/a%2F..%2Fb'],
  ['https://api.example.com/v1/shop/x', 'https://api.example.com/v1/shop/x'],
])('%j below a base URL is %s', (target, url) => {
  expect(targetUrl(target, [], base).href).toBe(url);
});

test.each([
  'https://evil.example/v1/shop/x',
  '//evil.example/x',
  '\\\\evil.example\\x',
  'https://api.example.com/v1/shopping',
  'https://api.example.com/',
  'http://api.example.com/v1/shop/x',
  '../x',
  'a/../../x',
  'a/%2e%2e/x',
  'a/%2E./x',
  'a\\..\\x',
  'file:///etc/passwd',
])('%j cannot leave the base URL', (target) => {
  expect(() => targetUrl(target, [], base)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
});

test.each(['customers/1', 'ftp://example.com/', 'file:///etc/passwd', 'https://user:secret@example.com/', ''])(
  'without a base URL %j is refused, and no secret is repeated',
  (target) => {
    let message = '';
    try {
      targetUrl(target, []);
    } catch (thrown) {
      message = (thrown as Error).message;
    }
    expect(message).not.toBe('');
    expect(message).not.toContain('secret');
  },
);

test('query parameters are added to those of the URL, encoded', () => {
  expect(
    targetUrl(
      'x?a=1',
      [
        ['b', 'c&d=e'],
        ['b', 'ü'],
      ],
      base,
    ).href,
  ).toBe('https://api.example.com/v1/shop/x?a=1&b=c%26d%3De&b=%C3%BC');
});
