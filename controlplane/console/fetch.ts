import type { Static } from 'typebox'
import type {
  Board,
  BoardQuery,
  Refusal,
  Series,
  SeriesQuery,
  SetDetail as SetDetailSchema,
  SetsExportQuery,
  SetsPage,
  SetsQuery,
  Timeline,
  TimelineQuery,
} from '../overview/api.ts'
import type { SetLabel } from '../sets/api.ts'
import { learnServerTime } from './ui/clock.ts'

export type SetDetail = Static<typeof SetDetailSchema>

type Call<Query, Answer> = { query: Query; answer: Answer }

/** Every call of the console: its address, what may be asked, what comes back. */
type Calls = {
  '/api/board': Call<Static<typeof BoardQuery>, Board>
  '/api/sets': Call<SetsQuery, SetsPage>
  '/api/sets/:label': Call<Record<string, never>, SetDetail>
  '/api/sets/:label/series': Call<Static<typeof SeriesQuery>, Series>
  '/api/sets/:label/timeline': Call<Static<typeof TimelineQuery>, Timeline>
}
type Path = keyof Calls
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
  const response = await answered(addressOf(path, params, query), signal)
  const answer = (await response.json()) as Calls[P]['answer']
  if ('at' in answer && typeof answer.at === 'number') learnServerTime(answer.at)
  return answer
}

/** The list as a file; the bytes are the server's, byte order mark included. */
export async function askExport(query: SetsExportQuery): Promise<Blob> {
  const response = await answered(addressOf('/api/sets.csv', {}, query))
  return response.blob()
}

export function isMissing(error: unknown): boolean {
  return error instanceof FetchError && error.failure.kind === 'refused' && error.failure.status === 404
}

async function answered(address: string, signal?: AbortSignal): Promise<Response> {
  const response = await fetch(address, { signal: signal ?? null }).catch((cause: unknown) => {
    if (signal?.aborted) throw cause
    throw new FetchError({ kind: 'unreachable' }, cause)
  })
  if (response.ok) return response
  const refusal: Refusal | undefined = await response.json().catch(() => undefined)
  throw new FetchError({ kind: 'refused', status: response.status, refusal })
}

function addressOf(path: string, params: { label?: string }, query: Record<string, string | undefined>) {
  const filled = path.replace(':label', encodeURIComponent(params.label ?? ''))
  const asked = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value) asked.set(name, value)
  const text = asked.toString()
  return text === '' ? filled : `${filled}?${text}`
}
