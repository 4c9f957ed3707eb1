import { isIP } from 'node:net';
import type { OutboundGuard } from '@weft/step-kit/executor';

/** The address of a host that may be called, for clients that look names up by themselves. @throws WeftError `OUTBOUND_REFUSED`. */
export async function checkedAddress(guard: OutboundGuard, host: string, port: number): Promise<string> {
  await guard.check(host, port);
  if (isIP(host) !== 0) return host;
  return new Promise((resolve, reject) => {
    guard.lookupFor(port)(host, { all: false }, (error, address) => (error === null ? resolve(String(address)) : reject(error)));
  });
}
