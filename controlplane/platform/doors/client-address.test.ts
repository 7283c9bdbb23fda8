import { expect, test } from 'vitest'
import { clientKey, trustOf } from './client-address.ts'

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['::FFFF:C000:0207', '192.0.2.7'],
  ['0:0:0:0:0:ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
])('what comes from %s counts for %s', (address, key) => expect(clientKey(address)).toBe(key))

test('a proxy is trusted by its address or its range, also where it is written as IPv6', () => {
  const isTrusted = trustOf(['127.0.0.1', '10.1.0.0/16', '2001:db8::/32'])
  expect(['127.0.0.1', '::ffff:127.0.0.1', '10.1.255.3', '2001:db8:7::1'].every(isTrusted)).toBe(true)
  expect(['127.0.0.2', '10.2.0.1', '::1'].some(isTrusted)).toBe(false)
})
