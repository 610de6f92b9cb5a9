/** Networks as an operator writes them: addresses and CIDR, of both families. */
import { BlockList, isIP } from 'node:net';

/** `10.20.0.0/16, 192.168.7.4, fd00::/8`; what cannot be read stops the start, and nobody stands outside by mistake. */
export function networksFrom(name: string, text: string): readonly string[] {
  const networks = text.split(/[,\s]+/).filter((one) => one !== '');
  for (const network of networks) {
    const [address = '', bits, ...rest] = network.split('/');
    const longest = isIP(address) === 6 ? 128 : 32;
    const fits = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= longest);
    if (isIP(address) === 0 || !fits || rest.length > 0)
      throw new Error(
        `${name} must be addresses or networks such as 10.20.0.0/16, parted by commas; "${network}" is none.`,
      );
  }
  if (networks.length === 0) throw new Error(`${name} names no network.`);
  return networks;
}

export function networkList(networks: readonly string[] | undefined): BlockList | null {
  if (!networks) return null;
  const list = new BlockList();
  for (const network of networks) {
    const [address, bits] = network.split('/') as [string, string?];
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}

/** An IPv4 address that a socket of both families tells as ::ffff:10.20.0.7 is what it is. */
export function isListed(list: BlockList, address: string): boolean {
  return list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
