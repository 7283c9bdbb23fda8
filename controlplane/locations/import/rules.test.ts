import { describe, expect, test } from 'vitest'
import { saidDays, withDays } from '../bells/rules.ts'
import { placeColumns, readPlaceRow, type WrittenPlace, writePlaceRow } from './rules.ts'

const read = (cells: Record<string, string>) => readPlaceRow(new Map(Object.entries(cells)))

describe('bells as people write them', () => {
  test.each([
    [
      '8:30-12:05, 13:10-15:50',
      [
        [1, 510, 725],
        [1, 790, 950],
      ],
    ],
    [
      '13:10-15:50; 8:30-12:05',
      [
        [1, 510, 725],
        [1, 790, 950],
      ],
    ],
    [
      '8u30 – 12u en 13u10 tot 15u50',
      [
        [1, 510, 720],
        [1, 790, 950],
      ],
    ],
    ['08.30-12.05', [[1, 510, 725]]],
    ['-', []],
    ['gesloten', []],
  ])('%s', (cell, bells) => {
    expect(read({ 'bel maandag': cell })).toEqual({ said: { bells }, wrong: [] })
  })

  test.each([
    '8:30',
    '12:00-8:30',
    '8:30-12:00, 11:00-13:00',
    '5:00-8:00',
    '8:30-24:00',
    '8:60-9:00',
    'ochtend',
    ',',
  ])('%s is not understood', cell => {
    expect(read({ 'bel maandag': cell }).wrong).toMatchObject([{ column: 'bel maandag', value: cell }])
  })
})

test('days of which a row says nothing go as they went', () => {
  const cells = new Map(Object.entries({ 'bel dinsdag': '9:00-12:00', 'bel woensdag': '-' }))
  const said = { bells: read(Object.fromEntries(cells)).said.bells ?? [], ofDays: saidDays(cells) }
  expect(
    withDays(
      [
        [1, 510, 725],
        [3, 510, 725],
      ],
      said,
    ),
  ).toEqual([
    [1, 510, 725],
    [2, 540, 720],
  ])
})

test('kinds and levels are known by every word people use for them', () => {
  const said = { kind: 'hospital', level: 'special_primary' }
  expect(read({ soort: 'Ziekenhuis', niveau: 'BuLO' }).said).toEqual(said)
  expect(read({ soort: 'hospital', niveau: 'Buitengewoon lager onderwijs' }).said).toEqual(said)
})

test('a place that is written is read back the same', () => {
  const place: WrittenPlace = {
    ...{
      code: 'SCH-001',
      kind: 'school' as const,
      name: 'De Wegwijzer',
      municipality: 'Leuven',
      provider: 'Telenet',
    },
    ...{ institutionNo: '41001', siteNo: '1', level: 'secondary' as const },
    bells: [
      [1, 510, 725],
      [1, 790, 950],
      [6, 540, 600],
    ],
  }
  const cells = writePlaceRow(place).flatMap((cell, index) =>
    cell === null ? [] : [[placeColumns[index]!.name, cell] as const],
  )
  expect(readPlaceRow(new Map(cells))).toEqual({ said: place, wrong: [] })
})
