import type { Refused as Refusal } from '../../platform/http/api.ts'
import { learnServerTime } from '../ui/clock.ts'
import type { Calls, Changes, Exports, Params } from './calls.ts'
import { confirmed } from './confirming.ts'
import { loseStanding } from './standing.ts'
import { isAttended } from './touch.ts'

export type SetDetail = Calls['/api/sets/:label']['answer']

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
export async function ask<P extends keyof Calls>(
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
  params: Params<C>,
  body: Changes[C]['body'],
): Promise<Changes[C]['answer']> {
  const [method, path] = change.split(' ') as [string, string]
  const asking = { method, type: 'application/json', body: JSON.stringify(body) }
  const response = await answered(addressOf(path, params, {}), asking)
  return (await response.json()) as Changes[C]['answer']
}

/** A list as a file; the bytes are the server's, byte order mark included. */
export async function askExport<P extends keyof Exports>(path: P, query: Exports[P]): Promise<Blob> {
  const response = await answered(addressOf(path, {}, query))
  return response.blob()
}

export function isMissing(error: unknown): boolean {
  return error instanceof FetchError && error.failure.kind === 'refused' && error.failure.status === 404
}

/** The server understood and said no: asking again changes nothing. */
export function isRefused(error: unknown): boolean {
  return error instanceof FetchError && error.failure.kind === 'refused' && error.failure.status < 500
}

/** Asked again it may go well: the server was away or busy, or waits for the person. */
export function isWorthAsking(error: unknown): boolean {
  const code = refusalOf(error) ?? ''
  return !isRefused(error) || code === 'too_many' || code === 'not_confirmed' || code === 'signed_out'
}

/** The code of a refusal; undefined: the error is none. */
export function refusalOf(error: unknown): string | undefined {
  if (!(error instanceof FetchError) || error.failure.kind !== 'refused') return undefined
  return error.failure.refusal?.error
}

type Reason = { error: string; where?: string }

/** All that was wrong with one request. */
export function refusalsOf(error: unknown): readonly Reason[] {
  if (!(error instanceof FetchError) || error.failure.kind !== 'refused') return []
  const { refusal } = error.failure
  return refusal === undefined ? [] : [refusal, ...(refusal.others ?? [])]
}

/** What a refusal is about: a set, a place, a field; undefined: nothing in particular. */
export function whereOf(error: unknown): string | undefined {
  if (!(error instanceof FetchError) || error.failure.kind !== 'refused') return undefined
  return error.failure.refusal?.where
}

type Asking = { method?: string; type?: string; body?: string; signal?: AbortSignal | null }

/** What the server only does for who has just proved to be there, is sent again once that is done. */
async function answered(address: string, asking: Asking = {}): Promise<Response> {
  const response = await send(address, asking)
  if (response.ok) return response
  const refusal = await refusalIn(response)
  // What a page asks by itself while nobody is there asks nobody anything.
  if (refusal?.error === 'not_confirmed' && isAttended() && (await confirmed())) {
    const again = await send(address, asking)
    if (again.ok) return again
    throw refused(again, await refusalIn(again))
  }
  if (refusal?.error === 'signed_out') loseStanding()
  throw refused(response, refusal)
}

function refusalIn(response: Response): Promise<Refusal | undefined> {
  return response.json().catch(() => undefined)
}

function refused({ status }: Response, refusal: Refusal | undefined): FetchError {
  return new FetchError({ kind: 'refused', status, refusal })
}

/** A page that asks by itself while nobody touches it says so: that keeps nobody signed in. */
function send(address: string, { type, ...request }: Asking): Promise<Response> {
  const headers = new Headers()
  if (type !== undefined) headers.set('content-type', type)
  if (!isAttended()) headers.set('setwacht-unattended', '1')
  return fetch(address, { ...request, headers }).catch((cause: unknown) => {
    if (request.signal?.aborted) throw cause
    throw new FetchError({ kind: 'unreachable' }, cause)
  })
}

function addressOf(
  path: string,
  params: Record<string, string | undefined>,
  query: Record<string, string | undefined>,
) {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
  const asked = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value) asked.set(name, value)
  const text = asked.toString()
  return text === '' ? filled : `${filled}?${text}`
}
