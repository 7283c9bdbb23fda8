import { expect, it } from 'vitest'
import { words as fr } from '../texts/seen/fr.ts'
import { words as nl } from '../texts/seen/nl.ts'
import { sayHour, sayNumber, sayValue } from './value.ts'

const camera = { present: true, model: 'Room Camera 5', driver: 'uvcvideo', error: null, blocked: null }

it.each([
  [
    'a camera',
    camera,
    [
      'aanwezig: ja',
      'model: Room Camera 5',
      'stuurprogramma: uvcvideo',
      'fout: geen',
      'geblokkeerd: niet bekend',
    ],
  ],
  ['a camera that is not there', { ...camera, present: false, model: null }, ['aanwezig: nee']],
  [
    'a camera of which nobody knows',
    { ...camera, present: null },
    expect.arrayContaining(['fout: niet bekend']),
  ],
  ['a code', 'wired', ['kabel']],
  ['yes and no', false, ['nee']],
  ['what nobody knows', null, ['niet bekend']],
  ['what was never told', undefined, ['nog niet verteld']],
  ['no disks', [], ['geen']],
  ['text that looks like a page', { model: '<img onerror=x>' }, ['model: <img onerror=x>']],
] as const)('the family reads what the set says of %s', (_what, value, lines) => {
  expect(sayValue(value, nl, 'nl')).toEqual(lines)
})

it('a number stands there as people of this country write it, with its unit', () => {
  expect(sayNumber(183_274.26, nl.units.bytes_per_second, nl, 'nl')).toBe('183.274,3 bytes/s')
  expect(sayNumber(12.5, fr.units.percent, fr, 'fr')).toBe('12,5 %')
  expect(sayNumber(3, nl.units.messages, nl, 'nl')).toBe('3')
  expect(sayNumber(null, nl.units.percent, nl, 'nl')).toBe('niet bekend')
  expect(sayNumber(undefined, nl.units.percent, nl, 'nl')).toBe('nog niet verteld')
})

it('the hour is that of the lessons, whatever the clock of the browser is set to, with its day when it is not of today', () => {
  const quarterPastMidnight = Date.UTC(2026, 6, 1, 22, 15)
  expect(sayHour(quarterPastMidnight, 'nl', quarterPastMidnight + 60_000)).toBe('00:15')
  expect(sayHour(quarterPastMidnight, 'nl', quarterPastMidnight - 3_600_000)).toBe('02/07/2026, 00:15')
})
