import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isPublicAddress } from '@/lib/documents/read/addresses'

it.each([
  '8.8.8.8',
  '93.184.216.34',
  '172.15.255.255',
  '172.32.0.0',
  '192.169.0.1',
  '100.63.255.255',
  '100.128.0.0',
  '2606:4700::1111',
  '2a00:1450:4001:80e::200e',
])('takes %s for a public host', (address) => {
  expect(isPublicAddress(address)).toBe(true)
})

it.each([
  ['this machine', '127.0.0.1', '127.255.255.254', '::1', '0:0:0:0:0:0:0:1'],
  ['no host', '0.0.0.0', '0.1.2.3', '::'],
  ['a private network', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
  ['a carrier’s network', '100.64.0.1', '100.127.255.255', '100.100.100.200'],
  ['a link or a cloud’s metadata', '169.254.169.254', '169.254.0.1', '168.63.129.16', 'fe80::1'],
  ['a zone', 'fe80::1%eth0', '2606:4700::1111%eth0'],
  ['a unique local network', 'fc00::1', 'fd00:ec2::254', 'fec0::1'],
  ['many hosts', '224.0.0.1', '239.255.255.255', '255.255.255.255', 'ff02::1'],
  ['documentation', '192.0.2.1', '198.51.100.1', '203.0.113.1', '2001:db8::1', '3fff::1'],
  ['a test bench or reserved', '198.18.0.1', '240.0.0.1', '192.0.0.8'],
  [
    'an IPv4 address in disguise',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::ffff:7f00:1',
    '::7f00:1',
  ],
  [
    'a translator or a tunnel',
    '64:ff9b::7f00:1',
    '64:ff9b:1::1',
    '2002:7f00:1::',
    '2001::1',
    '2001:0:0:1::',
  ],
  [
    'no address',
    '',
    'localhost',
    '127.1',
    '0x7f.1',
    '2130706433',
    '1.2.3',
    '1.2.3.4.5',
    '01.2.3.4',
  ],
])('refuses %s', (_what, ...addresses) => {
  for (const address of addresses)
    expect([address, isPublicAddress(address)]).toEqual([address, false])
})

it('refuses every IPv4 address that is written as an IPv6 one', () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      expect(isPublicAddress(`::ffff:${address}`)).toBe(false)
      expect(isPublicAddress(`64:ff9b::${address}`)).toBe(false)
      expect(isPublicAddress(`::${address}`)).toBe(false)
    }),
  )
})
