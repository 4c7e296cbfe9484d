import { BlockList, isIP } from 'node:net'

/**
 * Everything that is not a public host of the IPv4 internet: IANA's special-purpose registry, plus what clouds
 * use for metadata outside it.
 */
const REFUSED_IPV4 = blockList('ipv4', [
  '0.0.0.0/8', // this network, unspecified
  '10.0.0.0/8', // private
  '100.64.0.0/10', // shared by carriers; metadata at some clouds
  '127.0.0.0/8', // loopback
  '168.63.129.16/32', // a cloud's own host
  '169.254.0.0/16', // link-local, metadata
  '172.16.0.0/12', // private
  '192.0.0.0/24', // protocol assignments
  '192.0.2.0/24', // documentation
  '192.31.196.0/24', // AS112
  '192.52.193.0/24', // AMT
  '192.88.99.0/24', // 6to4 relays
  '192.168.0.0/16', // private
  '192.175.48.0/24', // AS112
  '198.18.0.0/15', // benchmarking
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, broadcast
])

/** Of IPv6 only 2000::/3 is public; loopback, mapped, NAT64, unique-local, link-local and multicast lie outside. */
const PUBLIC_IPV6 = blockList('ipv6', ['2000::/3'])
const REFUSED_IPV6 = blockList('ipv6', [
  '2001::/23', // protocol assignments, Teredo, ORCHID
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4: an IPv4 address inside
  '2620:4f:8000::/48', // AS112
  '3fff::/20', // documentation
])

/** Whether an IP address, in any spelling and without a zone, is a public host; false for anything else. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !REFUSED_IPV4.check(address, 'ipv4')
    case 6:
      return (
        !address.includes('%') &&
        PUBLIC_IPV6.check(address, 'ipv6') &&
        !REFUSED_IPV6.check(address, 'ipv6')
      )
    default:
      return false
  }
}

function blockList(family: 'ipv4' | 'ipv6', subnets: string[]): BlockList {
  const list = new BlockList()
  for (const subnet of subnets) {
    const [network = '', length] = subnet.split('/')
    list.addSubnet(network, Number(length), family)
  }
  return list
}
