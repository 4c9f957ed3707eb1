import { expect, test } from 'vitest';
import { numbered, remoteFilePath, remotePath } from './remote-path.ts';

test.each([
  ['', ''],
  ['/', ''],
  ['/orders/', 'orders'],
  ['./a//b/./c.csv', 'a/b/c.csv'],
  ['a..b/..c', 'a..b/..c'],
])('the path "%s" is the path "%s" below the folder of the connection', (text, path) => {
  expect(remotePath(text)).toBe(path);
});

test.each(['..', 'a/../b', '/../etc', 'a/..'])('the path "%s" leads upwards and is refused', (text) => {
  expect(() => remotePath(text)).toThrow(expect.objectContaining({ code: 'STEP_FAILED' }));
});

test.each(['a\r\nDELE b', 'a\nb', 'a\0b', 'a\u007fb'])('the path %j could carry another command and is refused', (text) => {
  expect(() => remotePath(text)).toThrow(expect.objectContaining({ code: 'STEP_FAILED' }));
});

test.each(['', '/', 'orders/'])('"%s" names no file', (text) => {
  expect(() => remoteFilePath(text)).toThrow(expect.objectContaining({ code: 'STEP_FAILED' }));
});

test.each([
  ['report.csv', 'report (2).csv'],
  ['a.b/report', 'a.b/report (2)'],
  ['a/.profile', 'a/.profile (2)'],
])('the number of "%s" goes before its ending: "%s"', (path, expected) => {
  expect(numbered(path, 2)).toBe(expected);
});
