import Compile, { type Validator } from 'typebox/compile'
import { isByLink, type PolicyName, reachOf } from '../../controlplane/people/rules.ts'
import { everyRoute, namesObject } from '../support/every-route.ts'
import type { Whose } from '../support/every-route-asked.ts'
import { type Asker, isHopeless, isLinked } from './access-askers.ts'

/** Why somebody who may ask is told no by the right request all the same. */
const refuses: Record<string, number[]> = {
  'POST /api/sets/:label/ping': [409], // no set is connected
  'POST /api/sets/:label/check': [409],
  'GET /api/sign-in/provider': [404], // none is set
  'GET /api/sign-in/confirm': [409], // signed in by a link
  'GET /api/sign-in/callback': [302], // leads to the page, with why
  'PUT /api/accounts/:id/roles': [409], // nobody changes their own
  'POST /api/accounts/:id/disable': [409],
  'POST /api/duty/:id/take-over': [409], // one's own, or not for the helpdesk
  'POST /api/duty/:id/give-back': [409], // nobody took it over
  'POST /api/duty/own': [409], // an administrator alone has no duty
  'GET /api/audit/chain': [403], // made of everybody's rows
  'POST /api/mails/test': [409], // no mail server is set
}
/** One request of somebody, and what the table of policies says that must come of it. */
export type Asking = { asker: Asker; whose: Whose; method: string; expected: keyof typeof statusOf | 'done' }
export type Answered = { status: number; error?: string | undefined; acts: number; answer?: unknown }

const statusOf = { signed_out: 401, not_allowed: 403, unknown: 404 }
export const isChange = (key: string) => !key.startsWith('GET ')

function expectedOf(key: string, { held, name }: Asker, whose: Whose): Asking['expected'] {
  const { policy } = everyRoute[key]!
  if (policy === 'public' || policy === 'machine') return 'done'
  // No sign-in counts there, and without a link that works there is nothing.
  if (isByLink(policy as PolicyName))
    return reachOf(held, policy as PolicyName) === undefined ? 'unknown' : 'done'
  if (isOutside(name)) return 'signed_out'
  const reach = reachOf(held, policy as PolicyName)
  if (reach === undefined) return 'not_allowed'
  if (whose === 'missing') return 'unknown'
  return reach === 'own' && key.includes(':') && whose === 'others' ? 'unknown' : 'done'
}

/**
 * Every role asks for its own, for what is others' and for what is missing. Who is refused before anything is looked up
 * asks for one that is there; by HEAD the same decision is taken, so that asks for one too.
 */
export function askingsOf(key: string, askers: readonly Asker[], hasHead: boolean): Asking[] {
  const objects: Whose[] = canMiss(key) ? ['others', 'own', 'missing'] : ['own']
  const method = key.slice(0, key.indexOf(' '))
  return askers.flatMap(asker =>
    [
      ...(isOutside(asker.name) ? objects.slice(0, 1) : objects).map(whose => ({ whose, method })),
      ...(hasHead && isHeadTried(asker) ? [{ whose: objects[0]!, method: 'HEAD' }] : []),
    ].map(one => ({ ...one, asker, expected: expectedOf(key, asker, one.whose) })),
  )
}

/** Nobody that the house knows. */
const isOutside = (name: Asker['name']) => isHopeless(name) || isLinked(name)

const isHeadTried = ({ name }: Asker) => !isHopeless(name) || name === 'nobody'

/** A day can be named without being there: to put something there is to add it. */
const canMiss = (key: string) => namesObject(key) || (key.includes(':') && !key.startsWith('PUT '))

/** Whether what came of it is what the policies and the contract say. */
export function isAsExpected(key: string, { expected, method }: Asking, answered: Answered): boolean {
  const { status, error, acts } = answered
  const isDone = status >= 200 && status < 300
  if (isChange(key) && (isDone ? acts === 0 : acts > 0)) return false
  if (isDone) return expected === 'done' && (method === 'HEAD' || fitsContract(key, answered.answer))
  if (expected === 'done')
    return (
      refuses[key]?.includes(status) === true && (status < 400 || method === 'HEAD' || isNamed(key, answered))
    )
  if (status !== statusOf[expected]) return false
  return method === 'HEAD' || error === expected || (expected === 'unknown' && isNamed(key, answered))
}

const validators = new Map<string, Validator>()
function fitsContract(key: string, answer: unknown): boolean {
  const schema = everyRoute[key]!.answer
  if (schema === undefined) return true
  const validator = validators.get(key) ?? Compile(schema)
  validators.set(key, validator)
  return validator.Check(answer)
}

/** Refused as the contract says, or for asking too often, which its limit says. */
function isNamed(key: string, { status, error = '' }: Answered): boolean {
  const { refusals = {}, triesPerMinuteMax, refusedPerMinuteMax } = everyRoute[key]!
  if (status === 429) return (triesPerMinuteMax ?? refusedPerMinuteMax) !== undefined && error === 'too_many'
  return refusals[error]?.status === status
}
