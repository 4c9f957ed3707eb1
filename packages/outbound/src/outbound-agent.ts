import type { OutboundGuard } from '@weft/step-kit/executor';
import { Agent, buildConnector } from 'undici';

export type OutboundAgentOptions = Omit<Agent.Options, 'connect'> & {
  /** For TLS and the socket. What would lead around the guard (`lookup`, `socketPath`) is not offered. */
  readonly connect?: Omit<buildConnector.BuildOptions, 'lookup' | 'socketPath' | 'path'>;
};

/**
 * An undici agent whose every connection passes the guard: first calls, redirects, reconnects, and whatever is written as an
 * IP address. A refusal arrives as WeftError `OUTBOUND_REFUSED`, under `cause` where `fetch` is used (see {@link outboundRefusal}).
 */
export function outboundAgent(guard: OutboundGuard, options: OutboundAgentOptions = {}): Agent {
  const { connect = {}, ...agentOptions } = options;
  const connectors = new Map<number, buildConnector.connector>();
  const connectorFor = (port: number): buildConnector.connector => {
    const known = connectors.get(port);
    if (known !== undefined) return known;
    const made = buildConnector({ ...connect, lookup: guard.lookupFor(port) } as buildConnector.BuildOptions);
    connectors.set(port, made);
    return made;
  };
  return new Agent({
    ...agentOptions,
    connect: (target, callback) => {
      const port = portOf(target);
      guard.check(target.hostname, port).then(
        () => connectorFor(port)(target, callback),
        (refusal: Error) => callback(refusal, null),
      );
    },
  });
}

function portOf({ port, protocol }: buildConnector.Options): number {
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
}
