import { isIP } from 'node:net'

/**
 * The network address that a request came from, by the header that our front server overwrites. Whoever reaches
 * Next past the front shares one address with all who do.
 */
export function addressOf(forwardedFor: string | null | undefined): string {
  const first = forwardedFor?.split(',')[0]?.trim() ?? ''
  return isIP(first) ? first : 'unknown'
}

/**
 * What is counted as one address: for IPv6 the /64, since every household and rented server has one of
 * those to itself. An IPv4 address written as IPv6 is the IPv4 address.
 */
export function countedAddress(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped?.[1]) return mapped[1]
  if (isIP(address) !== 6) return address
  const [head = '', tail] = (address.split('%')[0] ?? '').toLowerCase().split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail ? tail.split(':') : []
  const groups =
    tail === undefined
      ? left
      : [...left, ...Array(8 - left.length - right.length).fill('0'), ...right]
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}
