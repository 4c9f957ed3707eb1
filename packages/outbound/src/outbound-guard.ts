import { type LookupAddress, type LookupAllOptions, lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { WeftError } from '@weft/errors';
import type { OutboundGuard } from '@weft/step-kit/executor';
import { readAllowList } from './allow-list.ts';
import { isPublicAddress } from './public-address.ts';

/** Resolves a name to all its addresses, as `dns.lookup` with `all` does. */
export type Resolve = (
  host: string,
  options: LookupAllOptions,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

export interface OutboundGuardOptions {
  /** Entries parted by commas or blanks: `host`, `host:port`, an address range, `*`. See {@link readAllowList}. */
  readonly allow: string;
  /** How names are resolved; the system's resolver where it is not given. */
  readonly resolve?: Resolve;
}

/**
 * The guard that every outbound connection passes: only public addresses, and what the operator allows.
 *
 * A client must do both: await `check` before it connects, **and** connect with `lookupFor`. The first is needed because
 * `net.connect` asks no lookup for an IP address written out; the second because a name may resolve to another address
 * between a check and the connection. {@link outboundAgent} does both for HTTP, redirects included.
 *
 * @throws WeftError `CONFIG_INVALID` where the allow list cannot be read.
 */
export function createOutboundGuard({ allow, resolve = lookup }: OutboundGuardOptions): OutboundGuard {
  const allowList = readAllowList(allow);
  const mayCall = (address: string, port: number) => isPublicAddress(address) || allowList.allowsAddress(address, port);

  /** Those of the addresses that may be called; never none. */
  const filtered = (host: string, port: number, addresses: readonly LookupAddress[]): LookupAddress[] => {
    if (allowList.allowsName(canonicalHost(host), port)) return [...addresses];
    const fine = addresses.filter(({ address }) => mayCall(address, port));
    if (fine.length === 0) throw refused(host, port, addresses.map(({ address }) => address).join(', '));
    return fine;
  };

  const lookupFor = (port: number): LookupFunction => {
    return (hostname, options, callback) => {
      resolve(hostname, { ...options, all: true }, (error, addresses) => {
        if (error !== null) return callback(error, '', 0);
        try {
          const fine = filtered(hostname, port, addresses);
          const [first] = fine;
          if (options.all === true) callback(null, fine);
          else callback(null, first?.address ?? '', first?.family);
        } catch (refusal) {
          callback(refusal as NodeJS.ErrnoException, '', 0);
        }
      });
    };
  };

  const check = async (host: string, port: number): Promise<void> => {
    const canonical = canonicalHost(host);
    if (allowList.allowsName(canonical, port)) return;
    if (isIP(canonical) !== 0) {
      if (!mayCall(canonical, port)) throw refused(host, port, canonical);
      return;
    }
    filtered(canonical, port, await resolved(canonical, resolve));
  };

  return { check, lookupFor };
}

/**
 * A host as URLs write it: lower case, no trailing dot, no brackets, and every spelling of an IPv4 address (`2130706433`,
 * `0x7f.1`, `0177.0.0.1`) in its usual one (WHATWG URL §3.5).
 *
 * @throws WeftError `OUTBOUND_REFUSED` for what cannot be a host.
 */
function canonicalHost(host: string): string {
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  // A zone (`fe80::1%eth0`) belongs to link-local addresses only.
  const [address = bare] = bare.split('%');
  if (isIP(address) === 6) return address;
  const url = /^[^\s/?#@\\:]+$/.test(bare) ? URL.parse(`http://${bare}/`) : null;
  if (url === null) {
    throw new WeftError('OUTBOUND_REFUSED', `"${host}" is not the name of a host. Check the address of the step or connection.`);
  }
  return url.hostname.replace(/\.$/, '').replace(/^\[(.*)\]$/, '$1');
}

function resolved(host: string, resolve: Resolve): Promise<LookupAddress[]> {
  return new Promise((done, fail) => {
    resolve(host, { all: true }, (cause, addresses) => {
      if (cause === null) return done(addresses);
      const message = `The name "${host}" cannot be resolved. Check its spelling and the network.`;
      fail(new WeftError('CONNECTION_FAILED', message, { cause, retryable: true, detail: cause.message }));
    });
  });
}

function refused(host: string, port: number, addresses: string): WeftError {
  return new WeftError(
    'OUTBOUND_REFUSED',
    `"${host}" may not be called: it does not lead to a public address. An operator can allow "${host}:${port}" with WEFT_OUTBOUND_ALLOW.`,
    { detail: `resolved to ${addresses || 'nothing'}` },
  );
}
