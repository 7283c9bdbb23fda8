import { type BenchDatabase, type Plane, startBenchDatabase, startPlane, type Undo } from './ground.ts'

/** One of those that are compared, on a PostgreSQL of its own. */
export type Side = { database: BenchDatabase; plane: Plane }

/** This checkout; after it the one that it is compared with. */
export async function startSides(undo: Undo, against: string | undefined): Promise<Side[]> {
  const sides = [await startSide(undo, undefined)]
  if (against !== undefined) sides.push(await startSide(undo, against))
  return sides
}

async function startSide(undo: Undo, checkout: string | undefined): Promise<Side> {
  const database = await startBenchDatabase(undo, checkout === undefined)
  return { database, plane: await startPlane(undo, { DATABASE_URL: database.url }, checkout) }
}

/** What comes of each side in each round; who goes first changes, so that no drift favours one. */
export async function inTurns<Of, Found>(
  sides: readonly Of[],
  rounds: number,
  measure: (side: Of) => Promise<Found>,
): Promise<Found[][]> {
  const found: Found[][] = sides.map(() => [])
  for (let round = 0; round < rounds; round++) {
    const order = [...sides.keys()]
    for (const index of round % 2 === 0 ? order : order.reverse())
      found[index]?.push(await measure(sides[index] as Of))
  }
  return found
}
