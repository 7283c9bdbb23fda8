import { describe, expect, test } from 'vitest'
import { placeOf, readTarget } from './address.ts'

describe('where an address leads', () => {
  test.each([
    '8.8.8.8',
    '1.1.1.1',
    '100.63.255.255',
    '100.128.0.1',
    '172.15.0.1',
    '172.32.0.1',
    '2606:4700::1111',
    '2a00:1450:4001:80b::200e',
  ])('%s: to everybody', address => expect(placeOf(address)).toBe('public'))

  test.each([
    ['loopback', '127.0.0.1'],
    ['loopback', '127.255.255.254'],
    ['loopback', '::1'],
    ['loopback, written out', '0:0:0:0:0:0:0:1'],
    ['private', '10.0.0.1'],
    ['private', '172.16.0.1'],
    ['private', '172.31.255.255'],
    ['private', '192.168.1.1'],
    ['behind a carrier', '100.64.0.1'],
    ['behind a carrier', '100.127.255.255'],
    ['unique local', 'fc00::1'],
    ['unique local', 'fdff:ffff::1'],
  ])('%s, %s: inside', (_what, address) => expect(placeOf(address)).toBe('inside'))

  test.each([
    ['metadata', '169.254.169.254'],
    ['metadata', 'fd00:ec2::254'],
    ['metadata, written out', 'fd00:0ec2:0000:0000:0000:0000:0000:0254'],
    ['metadata', 'fd20:ce::254'],
    ['metadata', '100.100.100.200'],
    ['metadata', '168.63.129.16'],
    ['metadata', '192.0.0.192'],
    ['link-local', '169.254.0.1'],
    ['link-local', 'fe80::1'],
    ['link-local with its line', 'fe80::1%eth0'],
    ['a line where none belongs', '2606:4700::1111%eth0'],
    ['unspecified', '0.0.0.0'],
    ['unspecified', '0.1.2.3'],
    ['unspecified', '::'],
    ['multicast', '224.0.0.1'],
    ['multicast', '239.255.255.255'],
    ['multicast', 'ff02::1'],
    ['broadcast', '255.255.255.255'],
    ['kept back', '240.0.0.1'],
    ['for writing', '192.0.2.1'],
    ['for writing', '198.51.100.1'],
    ['for writing', '203.0.113.1'],
    ['for writing', '2001:db8::1'],
    ['for measuring', '198.18.0.1'],
    ['mapped', '::ffff:8.8.8.8'],
    ['mapped', '::ffff:127.0.0.1'],
    ['mapped', '::ffff:7f00:1'],
    ['mapped, written out', '0:0:0:0:0:ffff:a9fe:a9fe'],
    ['translated', '::ffff:0:127.0.0.1'],
    ['compatible', '::127.0.0.1'],
    ['compatible', '::a00:1'],
    ['NAT64', '64:ff9b::7f00:1'],
    ['NAT64', '64:ff9b::8.8.8.8'],
    ['NAT64 of a network', '64:ff9b:1::7f00:1'],
    ['6to4', '2002:7f00:1::'],
    ['6to4', '2002:808:808::1'],
    ['Teredo', '2001:0:4136:e378::1'],
    ['site-local', 'fec0::1'],
    ['given to nobody', '4000::1'],
    ['no address', ''],
    ['no address', 'localhost'],
    ['no address', '127.1'],
    ['no address', '0x7f000001'],
    ['no address', '2130706433'],
    ['octal', '0177.0.0.1'],
  ])('%s, %s: never', (_what, address) => expect(placeOf(address)).toBe('never'))
})

describe('what an address may look like', () => {
  const read = (text: string, named: string[] = []) => {
    const target = readTarget(text, new Set(named))
    return typeof target === 'string' ? target : target.host
  }

  test.each([
    ['https://hooks.example.org', 'hooks.example.org'],
    ['https://hooks.example.org/a/b?c=d&e=%2F', 'hooks.example.org'],
    ['HTTPS://Hooks.Example.Org/A', 'hooks.example.org'],
    ['https://hooks.example.org:443/', 'hooks.example.org'],
    ['https://hooks.example.org:8443/', 'hooks.example.org'],
    ['https://xn--bcher-kva.example/', 'xn--bcher-kva.example'],
    ['https://8.8.8.8/', '8.8.8.8'],
    ['https://[2606:4700::1111]/', '2606:4700::1111'],
    ['https://hooks', 'hooks'],
  ])('%s', (text, host) => expect(read(text)).toBe(host))

  test.each([
    'http://hooks.example.org',
    'ftp://hooks.example.org',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/plain,a',
    'ws://hooks.example.org',
  ])('%s is not HTTPS', text => expect(read(text)).toBe('not_https'))

  test.each([
    ['nothing', ''],
    ['no scheme', 'hooks.example.org'],
    ['no slashes', 'https:hooks.example.org'],
    ['slashes the other way', 'https:\\\\hooks.example.org'],
    ['a slash the other way', 'https://hooks.example.org\\@127.0.0.1/'],
    ['a user', 'https://user@hooks.example.org/'],
    ['a user and a password', 'https://user:word@hooks.example.org/'],
    ['an empty user', 'https://@hooks.example.org/'],
    ['a user that looks like a host', 'https://hooks.example.org:443@127.0.0.1/'],
    ['a dot behind', 'https://hooks.example.org./'],
    ['a dot behind an address', 'https://127.0.0.1./'],
    ['two dots', 'https://hooks..example.org/'],
    ['hexadecimal', 'https://0x7f.1/'],
    ['hexadecimal', 'https://0x7f000001/'],
    ['short', 'https://127.1/'],
    ['one number', 'https://2130706433/'],
    ['octal', 'https://0177.0.0.1/'],
    ['zeros before', 'https://127.0.0.01/'],
    ['wide digits', 'https://１２７.0.0.1/'],
    ['coded digits', 'https://%31%32%37.0.0.1/'],
    ['circled letters', 'https://ⓛocalhost/'],
    ['a number too much', 'https://256.1.1.1/'],
    ['a line', 'https://[fe80::1%25eth0]/'],
    ['a low port', 'https://hooks.example.org:25/'],
    ['port 0', 'https://hooks.example.org:0/'],
    ['a port too high', 'https://hooks.example.org:65536/'],
    ['a fragment', 'https://hooks.example.org/#a'],
    ['a space before', ' https://hooks.example.org/'],
    ['a line end', 'https://hooks.example.org/a\r\nhost: b'],
    ['a tab', 'https://hooks.exam\tple.org/'],
    ['a letter out of ASCII', 'https://bücher.example/'],
    ['an underscore', 'https://hooks_1.example.org/'],
    ['a star', 'https://*.example.org/'],
    ['too long', `https://hooks.example.org/${'a'.repeat(2048)}`],
  ])('%s: %s cannot be read', (_what, text) => expect(read(text)).toBe('bad_address'))

  test.each([
    'https://127.0.0.1/',
    'https://10.0.0.1:8443/',
    'https://169.254.169.254/latest/meta-data/',
    'https://0.0.0.0/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[::127.0.0.1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[fd00:ec2::254]/',
    'https://[0000:0000:0000:0000:0000:0000:0000:0001]/',
  ])('%s leads where nobody may go', text => expect(read(text)).toBe('refused_address'))

  test('what the settings name may stand inside at any port, and still be no metadata and nothing hidden', () => {
    const inside = ['hooks.example.org', '127.0.0.1', '::1']
    for (const host of inside) {
      const written = host.includes(':') ? `[${host}]` : host
      expect(read(`https://${written}:25/`, inside)).toBe(host)
    }
    const never = ['169.254.169.254', '::ffff:7f00:1', '64:ff9b::7f00:1', 'fd00:ec2::254']
    for (const host of never)
      expect(read(`https://${host.includes(':') ? `[${host}]` : host}/`, never)).toBe('refused_address')
  })
})
