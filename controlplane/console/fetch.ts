import type { Static } from 'typebox'
import type { PingAnswer } from '../devices/api.ts'
import type {
  DeviceMoved as DeviceMovedSchema,
  EnrolmentCodeAnswer,
  OneToken,
  SetEnrolment,
} from '../enrolment/api.ts'
import type { Refusal } from '../overview/api.ts'
import type { Board, BoardQuery } from '../overview/board-api.ts'
import type { Series, SeriesQuery, Timeline, TimelineQuery } from '../overview/series-api.ts'
import type { SetDetail as SetDetailSchema } from '../overview/set-api.ts'
import type { SetsExportQuery, SetsPage, SetsQuery } from '../overview/sets-api.ts'
import type { SetLabel } from '../sets/api.ts'
import { learnServerTime } from './ui/clock.ts'

type DeviceMoved = Static<typeof DeviceMovedSchema>
export type SetDetail = Static<typeof SetDetailSchema>

type Call<Query, Answer> = { query: Query; answer: Answer }

/** Every call of the console: its address, what may be asked, what comes back. */
type Calls = {
  '/api/board': Call<Static<typeof BoardQuery>, Board>
  '/api/sets': Call<SetsQuery, SetsPage>
  '/api/sets/:label': Call<Record<string, never>, SetDetail>
  '/api/sets/:label/series': Call<Static<typeof SeriesQuery>, Series>
  '/api/sets/:label/enrolment': Call<Record<string, never>, SetEnrolment>
  '/api/sets/:label/timeline': Call<Static<typeof TimelineQuery>, Timeline>
}
type Path = keyof Calls

/** Every change the console makes: its address, and what comes back. Nothing is sent along. */
type Changes = {
  'POST /api/sets/:label/ping': PingAnswer
  'POST /api/sets/:label/enrolment-code': EnrolmentCodeAnswer
  'DELETE /api/enrolment-tokens/:id': Static<typeof OneToken>
  'POST /api/devices/:id/accept': DeviceMoved
  'POST /api/devices/:id/return': DeviceMoved
  'POST /api/devices/:id/revoke': DeviceMoved
}
type Label = Static<typeof SetLabel>
type Params<P extends Path> = P extends `${string}:label${string}` ? { label: Label } : Record<string, never>

export type FetchFailure =
  | { kind: 'unreachable' }
  | { kind: 'refused'; status: number; refusal: Refusal | undefined }

/** The control plane did not answer, or it said no. */
export class FetchError extends Error {
  readonly failure: FetchFailure
  constructor(failure: FetchFailure, cause?: unknown) {
    super(failure.kind === 'refused' ? `refused with ${failure.status}` : 'unreachable', { cause })
    this.failure = failure
  }
}

/** Asks the control plane. Throws FetchError when it does not answer or says no. */
export async function ask<P extends Path>(
  path: P,
  params: Params<P>,
  query: Calls[P]['query'],
  signal?: AbortSignal,
): Promise<Calls[P]['answer']> {
  const response = await answered(addressOf(path, params, query), { signal: signal ?? null })
  const answer = (await response.json()) as Calls[P]['answer']
  if ('at' in answer && typeof answer.at === 'number') learnServerTime(answer.at)
  return answer
}

/** Asks the control plane to do something. Throws FetchError when it does not answer or says no. */
export async function tell<C extends keyof Changes>(
  change: C,
  params: C extends `${string}:label${string}` ? { label: Label } : { id: string },
): Promise<Changes[C]> {
  const [method, path] = change.split(' ') as [string, string]
  const headers = { 'content-type': 'application/json' }
  const response = await answered(addressOf(path, params, {}), { method, headers, body: '{}' })
  return (await response.json()) as Changes[C]
}

/** The list as a file; the bytes are the server's, byte order mark included. */
export async function askExport(query: SetsExportQuery): Promise<Blob> {
  const response = await answered(addressOf('/api/sets.csv', {}, query))
  return response.blob()
}

export function isMissing(error: unknown): boolean {
  return error instanceof FetchError && error.failure.kind === 'refused' && error.failure.status === 404
}

async function answered(address: string, request: RequestInit = {}): Promise<Response> {
  const response = await fetch(address, request).catch((cause: unknown) => {
    if (request.signal?.aborted) throw cause
    throw new FetchError({ kind: 'unreachable' }, cause)
  })
  if (response.ok) return response
  const refusal: Refusal | undefined = await response.json().catch(() => undefined)
  throw new FetchError({ kind: 'refused', status: response.status, refusal })
}

type Named = { label?: string; id?: string }

function addressOf(path: string, params: Named, query: Record<string, string | undefined>) {
  const filled = path.replace(/:(label|id)/, (_, name: keyof Named) => encodeURIComponent(params[name] ?? ''))
  const asked = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value) asked.set(name, value)
  const text = asked.toString()
  return text === '' ? filled : `${filled}?${text}`
}
