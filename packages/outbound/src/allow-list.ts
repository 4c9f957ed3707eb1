import { isIP } from 'node:net';
import { WeftError } from '@weft/errors';
import ipaddr from 'ipaddr.js';

/** What an operator allows beyond public addresses. */
export interface AllowList {
  /** By the name that is asked for, whatever it resolves to. */
  allowsName(host: string, port: number): boolean;
  /** By an IP address in canonical form. */
  allowsAddress(address: string, port: number): boolean;
}

interface Entry {
  readonly port: number | undefined;
  readonly allowsName: (host: string) => boolean;
  readonly allowsAddress: (address: string) => boolean;
}

/**
 * Reads entries parted by commas or blanks: `host`, `host:port`, `10.1.0.0/16`, `10.0.0.5:5432`, `[fd00::1]:443`, `fd00::/8`,
 * or `*` for everything. A name allows exactly itself, no names below it.
 *
 * @throws WeftError `CONFIG_INVALID` naming the entry that cannot be read.
 */
export function readAllowList(text: string): AllowList {
  const entries = text
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .map(readEntry);
  const fits = (entry: Entry, port: number) => entry.port === undefined || entry.port === port;
  return {
    allowsName: (host, port) => entries.some((entry) => fits(entry, port) && entry.allowsName(host)),
    allowsAddress: (address, port) => entries.some((entry) => fits(entry, port) && entry.allowsAddress(address)),
  };
}

function readEntry(text: string): Entry {
  if (text === '*') return { port: undefined, allowsName: () => true, allowsAddress: () => true };
  const { host, port } = splitPort(text);
  if (host.includes('/')) return { port, ...forRange(host, text) };
  if (isIP(host) !== 0) return { port, ...forRange(`${host}/${isIP(host) === 4 ? 32 : 128}`, text) };
  const name = host.toLowerCase().replace(/\.$/, '');
  if (!/^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$/.test(name)) throw unreadable(text);
  return { port, allowsName: (asked) => asked === name, allowsAddress: () => false };
}

function splitPort(text: string): { readonly host: string; readonly port: number | undefined } {
  const bracketed = /^\[([^\]]+)\](?::(\d+))?$/.exec(text);
  const plain = /^([^:]+):(\d+)$/.exec(text);
  const [, host = text, digits] = bracketed ?? plain ?? [];
  if (digits === undefined) return { host, port: undefined };
  const port = Number(digits);
  if (port < 1 || port > 65_535) throw unreadable(text);
  return { host, port };
}

function forRange(cidr: string, text: string): Pick<Entry, 'allowsName' | 'allowsAddress'> {
  if (!ipaddr.isValidCIDR(cidr)) throw unreadable(text);
  const [range, bits] = ipaddr.parseCIDR(cidr);
  return {
    allowsName: () => false,
    allowsAddress: (address) => {
      const parsed = ipaddr.process(address);
      return parsed.kind() === range.kind() && parsed.match(range, bits);
    },
  };
}

function unreadable(entry: string): WeftError {
  return new WeftError(
    'CONFIG_INVALID',
    `The list of allowed addresses holds "${entry}", which is none. Write a host, host:port, an address range such as 10.0.0.0/8, or *.`,
  );
}
