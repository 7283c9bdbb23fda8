import { tokenHeader } from '../token-header.ts'
import { heldToken } from './token.ts'

const againMs = 400

/** `silent`: the agent does not answer; `old`: it started anew since the page was opened; `no`: it may not be. */
export type Asked<Answer> = { is: 'done'; answer: Answer } | { is: 'silent' | 'old' | 'no' }

/** Reads from the agent of this set. */
export function read<Answer>(path: string, signal?: AbortSignal): Promise<Asked<Answer>> {
  return ask(path, { signal: signal ?? null })
}

/** Has the agent of this set do something. Whatever it is may be said twice: a line that breaks gets a second try. */
export async function say<Answer = unknown>(path: string, body: object): Promise<Asked<Answer>> {
  const headers = { 'content-type': 'application/json' }
  const request = { method: 'POST', headers, body: JSON.stringify(body) }
  const first = await ask<Answer>(path, request)
  if (first.is !== 'silent') return first
  await new Promise(resolve => setTimeout(resolve, againMs))
  return ask(path, request)
}

async function ask<Answer>(path: string, request: RequestInit): Promise<Asked<Answer>> {
  const token = heldToken()
  if (token === undefined) return { is: 'old' }
  try {
    const answer = await fetch(path, { ...request, headers: { ...request.headers, [tokenHeader]: token } })
    if (answer.status === 401) return { is: 'old' }
    if (!answer.ok) return { is: 'no' }
    return { is: 'done', answer: (await answer.json()) as Answer }
  } catch {
    return { is: 'silent' }
  }
}
