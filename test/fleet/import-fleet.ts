import type { ImportAnswer } from '../../controlplane/platform/files/table/import-api.ts'
import { askAs, type SignedIn, tellAs } from '../support/people.ts'
import { post } from '../support/registration.ts'
import type { FleetDays } from './fleet-days.ts'
import { type FleetFile, placesFile, timetableFiles, trajectoriesFile } from './fleet-files.ts'
import type { Population } from './population.ts'

export type ImportedTable = 'locations' | 'trajectories' | 'timetables'
type Import = { person: SignedIn; table: ImportedTable; file: FleetFile; dryRun?: boolean }

/** Items in one request to register, and requests under way at once. */
const itemsMax = 2000
const atOnce = 8

/** What the control plane answers to a file. @throws with its words when it does not take it for a table at all. */
export async function sendFile({ person, table, file, dryRun = false }: Import): Promise<ImportAnswer> {
  const content = Buffer.from(file.text).toString('base64')
  const answer = await tellAs(person, `/api/${table}/import`, { name: file.name, content, dryRun })
  if (!answer.ok) throw new Error(`${file.name} was refused: ${await answer.text()}`)
  return (await answer.json()) as ImportAnswer
}

/** @throws naming the first wrong row. */
async function importFile(person: SignedIn, table: ImportedTable, file: FleetFile): Promise<ImportAnswer> {
  const answer = await sendFile({ person, table, file })
  const [first] = answer.wrong
  if (first) throw new Error(`${file.name} has ${answer.wrongCount} wrong rows: ${JSON.stringify(first)}`)
  return answer
}

/** The whole register by the files that people import, and what has none by the API: sets, devices, days that go otherwise. */
export async function importFleet(person: SignedIn, population: Population, days: FleetDays): Promise<void> {
  const { places, trajectories, register } = population
  await importFile(person, 'locations', placesFile(places))
  await postAll(person, 'sets', register.sets)
  await importFile(person, 'trajectories', trajectoriesFile(trajectories, days))
  await importTimetables(person, days.weeks)
  await inTurn(days.exceptions, ({ trajectory, day, ...fields }) =>
    put(person, `/api/trajectories/${trajectory}/exceptions/${day}`, fields),
  )
  await inTurn(days.closedDays, ({ location, day, ...fields }) =>
    put(person, `/api/locations/${location}/closed-days/${day}`, fields),
  )
  await inTurn(
    places.filter(({ kind }) => kind === 'hospital'),
    ({ code, contact }) =>
      tell(person, `/api/locations/${code}/contacts`, { ...contact, role: 'hospital', bestHours: null }),
  )
  const teachers = trajectories.flatMap(({ code, teacher }) => (teacher ? [{ code, teacher }] : []))
  await inTurn(teachers, ({ code, teacher }) =>
    tell(person, `/api/trajectories/${code}/contacts`, { ...teacher, role: 'teacher', bestHours: null }),
  )
}

export async function importTimetables(person: SignedIn, weeks: FleetDays['weeks']): Promise<void> {
  for (const file of timetableFiles(weeks)) await importFile(person, 'timetables', file)
}

/** @throws with the answer when it is refused. */
export function put(person: SignedIn, path: string, body: unknown): Promise<void> {
  return tell(person, path, body, 'PUT')
}

async function tell(
  person: SignedIn,
  path: string,
  body: unknown,
  method: 'POST' | 'PUT' = 'POST',
): Promise<void> {
  const answer = await tellAs(person, path, body, method)
  if (!answer.ok) throw new Error(`${path} was refused: ${await answer.text()}`)
}

export async function postAll(person: SignedIn, name: string, items: readonly unknown[]): Promise<void> {
  for (let from = 0; from < items.length; from += itemsMax)
    await post(person, `/api/${name}`, items.slice(from, from + itemsMax))
}

/** Whether somebody has imported this trajectory. */
export async function isImported(person: SignedIn, code: string): Promise<boolean> {
  const answer = await askAs(person, `/api/trajectories/${code}`)
  if (answer.status === 404) return false
  if (!answer.ok) throw new Error(`cannot read ${code}: ${await answer.text()}`)
  return ((await answer.json()) as { milestones: unknown[] }).milestones.length > 0
}

/** Some at a time. */
export async function inTurn<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const waiting = items.values()
  const worker = async () => {
    for (const item of waiting) await work(item)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}
