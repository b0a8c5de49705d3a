import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

// This machine, and the networks that nobody routes to from outside. Link-local addresses are left out: clouds keep their secrets there.
const near = new BlockList();
near.addSubnet('127.0.0.0', 8);
near.addSubnet('10.0.0.0', 8);
near.addSubnet('172.16.0.0', 12);
near.addSubnet('192.168.0.0', 16);
near.addAddress('0.0.0.0');
near.addAddress('::', 'ipv6');
near.addAddress('::1', 'ipv6');
near.addSubnet('fc00::', 7, 'ipv6');

const isNear = (address: string): boolean => near.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

async function addressesOf(host: string): Promise<readonly string[]> {
  if (isIP(host) !== 0) return [host];
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  } catch {
    return [];
  }
}

/** The address of a process where it is plain http on this machine or in a private network; the sandbox calls nobody else. */
export async function nearBy(url: unknown): Promise<string | undefined> {
  if (typeof url !== 'string' || !URL.canParse(url)) return undefined;
  const { protocol, username, password, hostname, origin, pathname } = new URL(url);
  const plain = `${origin}${pathname}`;
  // Anything beyond the path would stand in the middle of what is called.
  if (protocol !== 'http:' || username + password !== '' || /[?#]/.test(url)) return undefined;
  const addresses = await addressesOf(hostname.replace(/^\[|\]$/g, ''));
  return addresses.length > 0 && addresses.every(isNear) ? plain.replace(/\/$/, '') : undefined;
}
