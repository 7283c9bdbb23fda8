import { expect, test } from 'vitest'
import { openPersonalData } from './personal-data.ts'
import { makePersonalKey } from './personal-key-file.ts'

const older = makePersonalKey(1)
const newer = makePersonalKey(2)
const fields = { name: 'Noor Peeters', phone: '0470 12 34 56' }

test('what is sealed opens under its own name alone', () => {
  const data = openPersonalData([newer])
  const sealed = data.seal('home:TH-0001', fields)
  expect(data.open('home:TH-0001', sealed)).toEqual(fields)
  expect(() => data.open('home:TH-0002', sealed)).toThrow()
  expect(sealed.sealed.includes('Noor')).toBe(false)
})

test('a changed byte anywhere is noticed', () => {
  const data = openPersonalData([newer])
  const { sealed, keyId } = data.seal('home:TH-0001', fields)
  for (let at = 0; at < sealed.length; at++) {
    const changed = Buffer.from(sealed)
    changed[at]! ^= 1
    expect(() => data.open('home:TH-0001', { sealed: changed, keyId })).toThrow()
  }
})

test('the same record twice does not look the same', () => {
  const data = openPersonalData([newer])
  expect(data.seal('home:TH-0001', fields).sealed).not.toEqual(data.seal('home:TH-0001', fields).sealed)
})

test('after a rotation the older key still opens, and the newer seals', () => {
  const sealed = openPersonalData([older]).seal('home:TH-0001', fields)
  const rotated = openPersonalData([newer, older])
  expect(rotated.open('home:TH-0001', sealed)).toEqual(fields)
  expect(rotated.seal('home:TH-0001', fields).keyId).toBe(newer.id)
  expect(() => openPersonalData([newer]).open('home:TH-0001', sealed)).toThrow(/key file/)
})

test.each([
  ['Noor', true],
  ['NÓÓR peeters', true],
  ['0470/12.34.56', true],
  ['0470123456', true],
  ['Noo', false],
  ['jean', true],
  ['Jean-Pierre dhondt', true],
  ["d'Hondt", true],
  ['Noor Janssens', false],
])('%j finds Noor Peeters, Jean-Pierre D’Hondt or their phone: %s', (asked, isFound) => {
  const before = openPersonalData([older]).wordHashes([fields.name, 'Jean-Pierre D’Hondt', fields.phone])
  const held = before.map(hash => hash.toString('hex'))
  const searched = openPersonalData([newer, older]).searchHashes(asked)
  const found = searched.some(hashes => hashes.every(hash => held.includes(hash.toString('hex'))))
  expect(found).toBe(isFound)
})

test('a search without a word finds nothing', () => {
  expect(openPersonalData([newer]).searchHashes(' … ')).toEqual([])
})
