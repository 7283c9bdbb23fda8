import { describe, expect, test } from 'vitest'
import {
  event,
  monday,
  mondays,
  readAll,
  said,
  sayAll,
  told,
  zone,
} from '../../../../test/support/calendar-text.ts'

describe('zones', () => {
  /** Nine o'clock there, as it is in Brussels on the first of December. */
  test.each([
    ...[
      ['UTC', '10:00'],
      ['Etc/UTC', '10:00'],
      ['Z', '10:00'],
      ['Zulu', '10:00'],
      ['GMT', '10:00'],
      ['UTC+1', '09:00'],
    ],
    ...[
      ['GMT+0200', '08:00'],
      ['"+01:00"', '09:00'],
      ['"tzone://Microsoft/Utc"', '10:00'],
      ['europe/brussels', '09:00'],
    ],
    ...[
      ['GMT Standard Time', '10:00'],
      ['Romance Standard Time', '09:00'],
      ['W. Europe Standard Time', '09:00'],
    ],
    ...[
      ['Central Europe Standard Time', '09:00'],
      ['Eastern Standard Time', '15:00'],
      ['Tokyo Standard Time', '01:00'],
    ],
    ...[
      ['US/Eastern', '15:00'],
      ['Asia/Calcutta', '04:30'],
      ['Europe/Kiev', '08:00'],
      ['EST5EDT', '15:00'],
      ['GB', '10:00'],
    ],
    ...[
      ['CET', '09:00'],
      ['"Europe/Brussels"', '09:00'],
      ['/mozilla.org/20050126_1/Europe/Brussels', '09:00'],
    ],
    ...[
      ['/freeassociation.sourceforge.net/America/Argentina/Salta', '13:00'],
      ['Etc/GMT-3', '07:00'],
    ],
    ...[
      ['(UTC+01:00) Brussels, Copenhagen, Madrid, Paris', '09:00'],
      ['"(GMT+01.00) Amsterdam, Berlijn, Bern, Rome, Stockholm, Wenen"', '09:00'],
      ['(UTC+00:00) Dublin, Edinburgh, Lisbon, London', '10:00'],
      ['(UTC-05:00) Eastern Time (US & Canada)', '15:00'],
      ['(UTC) Coordinated Universal Time', '10:00'],
      ['UTC+02:00', '08:00'],
    ],
    ...[
      ['Romance Daylight Time', '09:00'],
      ['W. Europe Standard Time 1', '09:00'],
      ['America/New York', '15:00'],
    ],
  ])('%s is known', (name, hour) => {
    const lines = ['UID:a', `DTSTART;TZID=${name}:20261201T090000`, 'DURATION:PT50M']
    const read = readAll(event(...lines))
    expect(told(read)).toEqual([])
    expect(said(read)[0]?.slice(5, 10)).toBe(hour)
  })

  test.each([
    '(UTC+03:00) Brussels, Paris',
    'Brussels, London',
    '(UTC+01:00) Nergenshuizen',
    'Nergenstijd',
    'Europe/Brussels Noord',
  ])('%s is known to nobody, and told', name => {
    const read = readAll(event('UID:a', `DTSTART;TZID="${name}":20261201T090000`, 'DURATION:PT50M'))
    expect([said(read), told(read)]).toEqual([[], [['', 'DTSTART', 'unknown_zone', false]]])
  })

  const standard = (name: string, rule: string) => [
    ...['BEGIN:VTIMEZONE', `TZID:${name}`, 'BEGIN:STANDARD', 'DTSTART:19700101T000000', 'TZOFFSETFROM:+0300'],
    ...['TZOFFSETTO:+0300', rule, 'END:STANDARD', 'END:VTIMEZONE'],
  ]

  test('one that the file defines itself is known by what it says; one that nobody knows is told', () => {
    const own = event('UID:a', 'DTSTART;TZID=Onze tijd:20261201T090000', 'DURATION:PT50M')
    expect(sayAll(standard('Onze tijd', 'TZNAME:X'), own)).toEqual(['1/12 07:00-07:50'])
    const read = readAll(standard('Elders', 'TZNAME:X'), own, monday('b'))
    expect(said(read)).toEqual(mondays)
    expect(told(read)).toEqual([['', 'DTSTART', 'unknown_zone', false]])
  })

  test('of two that go by one name and differ nobody knows which is meant', () => {
    const own = event('UID:a', 'DTSTART;TZID=Onze tijd:20261201T090000', 'DURATION:PT50M')
    const zones = standard('Onze tijd', 'TZNAME:X')
    const other = zones.map(line => line.replace('+0300', '+0400'))
    expect(sayAll(zones, zones, own)).toEqual(['1/12 07:00-07:50'])
    expect(told(readAll(zones, other, own))).toEqual([['', 'DTSTART', 'unknown_zone', false]])
  })

  test('what a file says of a zone that the world knows does not count', () => {
    expect(sayAll(standard(zone, 'TZNAME:X'), monday('a'))).toEqual(mondays)
  })
})
