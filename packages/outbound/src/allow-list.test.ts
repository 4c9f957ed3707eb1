import { describe, expect, it } from 'vitest';
import { readAllowList } from './allow-list.ts';

describe('readAllowList', () => {
  it('allows nothing where it is empty', () => {
    const list = readAllowList(' ');
    expect(list.allowsName('localhost', 80)).toBe(false);
    expect(list.allowsAddress('127.0.0.1', 80)).toBe(false);
  });

  it('allows a host at every port, and host:port only there', () => {
    const list = readAllowList('db.example.com, Localhost:5432');
    expect(list.allowsName('db.example.com', 1)).toBe(true);
    expect(list.allowsName('localhost', 5432)).toBe(true);
    expect(list.allowsName('localhost', 5433)).toBe(false);
  });

  it('takes a name as itself only, never as an ending or a pattern', () => {
    const list = readAllowList('example.com');
    expect(list.allowsName('evil-example.com', 80)).toBe(false);
    expect(list.allowsName('a.example.com', 80)).toBe(false);
    expect(list.allowsName('examplexcom', 80)).toBe(false);
  });

  it('allows ranges and addresses of both families, with and without a port', () => {
    const list = readAllowList('10.1.0.0/16 127.0.0.1:5432 [fd00::1]:443 fd01::/16 ::1');
    expect(list.allowsAddress('10.1.255.1', 9)).toBe(true);
    expect(list.allowsAddress('10.2.0.1', 9)).toBe(false);
    expect(list.allowsAddress('127.0.0.1', 5432)).toBe(true);
    expect(list.allowsAddress('::ffff:127.0.0.1', 5432)).toBe(true);
    expect(list.allowsAddress('127.0.0.1', 80)).toBe(false);
    expect(list.allowsAddress('fd00::1', 443)).toBe(true);
    expect(list.allowsAddress('fd00::2', 443)).toBe(false);
    expect(list.allowsAddress('fd01::2', 1)).toBe(true);
    expect(list.allowsAddress('::1', 1)).toBe(true);
  });

  it('allows everything with a star', () => {
    expect(readAllowList('*').allowsAddress('169.254.169.254', 80)).toBe(true);
  });

  it.each(['10.0.0.0/99', 'host:0', 'host:70000', 'http://host', '*.example.com', '[::1'])('refuses the entry %s by name', (entry) => {
    expect(() => readAllowList(entry)).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID', message: expect.stringContaining(entry) }),
    );
  });
});
