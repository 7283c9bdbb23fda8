import type { QueryClient } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import type { IncidentDetail } from '../../signals/incident/api.ts'
import { bulkMax } from '../../signals/incident/api.ts'
import type { StormPair } from '../../signals/storm/api.ts'
import { isRefused, tell } from '../data/fetch.ts'
import { offerUndo } from '../data/undo.ts'
import { refreshIncidents } from './incidentQuery.ts'

/** What is taken at once: incidents by id, tickets by number, and how many pairs that are. */
export type Taking = { incidents: readonly string[]; tickets: readonly number[]; pairs: number }
type By = { t: TFunction; client: QueryClient }

/** All of a storm that nobody has yet: itself, its ticket, and what goes wrong with these pairs. */
export function takingOf(
  { incident }: Pick<IncidentDetail, 'incident'>,
  pairs: readonly StormPair[],
  isWhole: boolean,
): Taking {
  const free = pairs.filter(pair => isFree(pair) && pair.isMovedIn !== false)
  const own = isWhole && incident.state === 'open' ? [incident.id] : []
  const ofPairs = free.flatMap(({ incident }) => (incident?.state === 'open' ? [incident.id] : []))
  const tickets = free.flatMap(({ ticket }) => (ticket?.state === 'new' ? [ticket.no] : []))
  const storm = isWhole && incident.ticket !== null ? [incident.ticket] : []
  return { incidents: [...own, ...ofPairs], tickets: [...storm, ...tickets], pairs: free.length }
}

/** Whether anything of a pair is nobody's. */
export function isFree({ incident, ticket }: StormPair): boolean {
  return incident?.state === 'open' || ticket?.state === 'new'
}

/** Takes what nobody has, and offers to put all of it back. Returns how much a colleague was first with. */
export async function takeAll(
  { incidents, tickets, pairs }: Taking,
  { t, client }: By,
): Promise<{ missed: number }> {
  const failed = new Set<string>()
  const claimed: number[] = []
  try {
    for (let begin = 0; begin < incidents.length; begin += bulkMax) {
      const ids = incidents.slice(begin, begin + bulkMax)
      const answer = await tell('POST /api/incidents/acknowledge', {}, { ids })
      for (const { id } of answer.failed) failed.add(id)
    }
    for (const no of tickets) if (await claim(no)) claimed.push(no)
  } finally {
    await refreshIncidents(client)
  }
  const taken = incidents.filter(id => !failed.has(id))
  const putBack = () => giveBack({ incidents: taken, tickets: claimed }, client)
  if (taken.length + claimed.length > 0)
    offerUndo(t(pairs === 0 ? 'incident.take.done' : 'incident.take.donePairs', { count: pairs }), putBack)
  return { missed: failed.size + tickets.length - claimed.length }
}

/** Nobody has these any more. */
export async function giveBack(
  { incidents, tickets }: Pick<Taking, 'incidents' | 'tickets'>,
  client: QueryClient,
): Promise<void> {
  try {
    for (let begin = 0; begin < incidents.length; begin += bulkMax)
      await tell('POST /api/incidents/release', {}, { ids: [...incidents.slice(begin, begin + bulkMax)] })
    for (const no of tickets) await tell('POST /api/tickets/:no/release', { no: String(no) }, {})
  } finally {
    await refreshIncidents(client)
  }
}

/** False: a colleague has it, or it is over. */
async function claim(no: number): Promise<boolean> {
  try {
    await tell('POST /api/tickets/:no/claim', { no: String(no) }, {})
    return true
  } catch (error) {
    if (isRefused(error)) return false
    throw error
  }
}
