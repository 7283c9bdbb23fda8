import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { daysOf } from '../fleet/fleet-days.ts'
import { type FleetFile, placesFile, timetableFiles, trajectoriesFile } from '../fleet/fleet-files.ts'
import { type ImportedTable, importFleet, postAll, sendFile } from '../fleet/import-fleet.ts'
import { populate } from '../fleet/population.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { askAs } from '../support/people.ts'

const today = Temporal.Now.plainDateISO('Europe/Brussels').toString()
const population = populate(800, 1)
const days = daysOf(population, 1, today)
const files: [ImportedTable, FleetFile][] = [
  ['locations', placesFile(population.places)],
  ['trajectories', trajectoriesFile(population.trajectories, days)],
  ...timetableFiles(days.weeks).map((file): [ImportedTable, FleetFile] => ['timetables', file]),
]

async function ask<Answer>(plane: TestControlPlane, path: string): Promise<Answer> {
  const answer = await askAs(plane.admin, path)
  expect(answer.status, path).toBe(200)
  return (await answer.json()) as Answer
}

const rowsOf = ({ text }: FleetFile) => text.trimEnd().split('\r\n').length - 1

describe('the register of 800 trajectories', () => {
  let plane: TestControlPlane

  beforeAll(async () => {
    plane = await startControlPlane()
    await importFleet(plane.admin, population, days)
  }, 120_000)
  afterAll(() => plane.stop())

  test('stands in the lists with its places, sets and phases as the files say', async () => {
    type Page = { total: number; phases: Record<string, number>; kinds: Record<string, number> }
    const { total, phases } = await ask<Page>(plane, '/api/trajectories')
    expect(total).toBe(800)
    const planned = Map.groupBy(population.trajectories, ({ plan }) => plan.phase)
    expect(phases).toMatchObject(
      Object.fromEntries([...planned].map(([phase, those]) => [phase, those.length])),
    )
    const places = Map.groupBy(population.places, ({ kind }) => kind)
    expect((await ask<Page>(plane, '/api/locations')).kinds).toEqual(
      Object.fromEntries([...places].map(([kind, those]) => [kind, those.length])),
    )
    expect((await ask<Page>(plane, '/api/sets')).total).toBe(1600)
  })

  test('has the timetable of each trajectory whose lessons are known', async () => {
    type Lessons = { timetable: { week: number[][] } | null }
    for (const [code, week] of [...days.weeks].slice(0, 20)) {
      const { timetable } = await ask<Lessons>(plane, `/api/trajectories/${code}/lessons`)
      expect(timetable?.week, code).toEqual(week)
    }
  })

  test('changes nothing when the same files come a second time', async () => {
    for (const [table, file] of files) {
      const answer = await sendFile({ person: plane.admin, table, file })
      expect(answer, file.name).toMatchObject({ added: 0, changed: 0, wrongCount: 0, ignored: [] })
      expect(answer.rows, file.name).toBe(rowsOf(file))
    }
  })
})

describe('a file with wrong rows', () => {
  let plane: TestControlPlane

  beforeAll(async () => {
    plane = await startControlPlane()
  }, 60_000)
  afterAll(() => plane.stop())

  test.each(files.slice(0, 2))(
    'is refused whole, each wrong row named with its column: %s',
    async (table, file) => {
      const lines = file.text.trimEnd().split('\r\n')
      const wrong = { 3: 'niveau', 7: 'niveau' }
      const headings = lines[0]!.split(';')
      const level = headings.indexOf('"niveau"')
      for (const row of [3, 7]) {
        const cells = lines[row - 1]!.split(';')
        cells[level] = '"derde kleuter of zo"'
        lines[row - 1] = cells.join(';')
      }
      if (table === 'trajectories') {
        const [, places] = files[0]!
        await sendFile({ person: plane.admin, table: 'locations', file: places })
        await postAll(plane.admin, 'sets', population.register.sets)
      }
      const before = await ask<{ total: number }>(plane, `/api/${table}`)
      const spoilt = { ...file, text: lines.join('\r\n') }
      const answer = await sendFile({ person: plane.admin, table, file: spoilt })
      for (const [row, column] of Object.entries(wrong))
        expect(answer.wrong).toContainEqual(expect.objectContaining({ row: Number(row), column }))
      expect(answer).toMatchObject({ added: 0, changed: 0, wrongCount: 2 })
      expect((await ask<{ total: number }>(plane, `/api/${table}`)).total).toBe(before.total)
    },
    60_000,
  )
})
