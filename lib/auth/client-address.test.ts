import { expect, test } from 'vitest'
import { addressOf, countedAddress } from '@/lib/auth/client-address'

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['203.0.113.9, 10.0.0.1', '203.0.113.9'],
  ['2001:db8::1', '2001:db8::1'],
  [' 203.0.113.9 ', '203.0.113.9'],
  ['', 'unknown'],
  [null, 'unknown'],
  [undefined, 'unknown'],
  ['a made-up name', 'unknown'],
])('reads %j as %s', (header, address) => {
  expect(addressOf(header)).toBe(address)
})

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:0db8:0001:0002:aaaa::', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['::', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['unknown', 'unknown'],
])('counts %s as %s', (address, counted) => {
  expect(countedAddress(address)).toBe(counted)
})
