import type { QueryClient } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { tell } from '../data/fetch.ts'
import { offerUndo } from '../data/undo.ts'
import { refreshIncidents } from './incidentQuery.ts'

type Move = { id: string; trajectory: string; isIn: boolean }

/** Puts a pair in a storm or takes it out, which can be put back. */
export async function movePair(
  move: Move,
  { t, client }: { t: TFunction; client: QueryClient },
): Promise<void> {
  await tellMove(move, client)
  const says = t(move.isIn ? 'incident.move.in' : 'incident.move.out', { code: move.trajectory })
  offerUndo(says, () => tellMove({ ...move, isIn: !move.isIn }, client))
}

function tellMove({ id, trajectory, isIn }: Move, client: QueryClient): Promise<unknown> {
  return tell('POST /api/incidents/:id/pairs', { id }, { trajectory, isIn }).finally(() =>
    refreshIncidents(client),
  )
}
