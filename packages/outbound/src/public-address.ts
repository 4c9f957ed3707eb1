import ipaddr from 'ipaddr.js';

/** Ranges that count as unicast but never belong to a public service. */
const alsoPrivate = [
  // The metadata and DHCP address of one large cloud lies in public space.
  ipaddr.parseCIDR('168.63.129.16/32'),
];

/** The only part of the IPv6 space handed out for public use (RFC 4291 §2.4, IANA registry). */
const publicIpv6 = ipaddr.parseCIDR('2000::/3');

/**
 * True where an IP address belongs to the public internet. Everything else is not: loopback, private, link-local, CGNAT,
 * metadata, multicast, unspecified, reserved, and every IPv6 form that carries or translates to an IPv4 address except a
 * mapped one (`::ffff:1.2.3.4`), which counts as what it holds. What is no IP address is not public.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  if (address.range() !== 'unicast') return false;
  if (address.kind() === 'ipv6' && !address.match(publicIpv6)) return false;
  return !alsoPrivate.some(([range, bits]) => address.kind() === range.kind() && address.match(range, bits));
}
