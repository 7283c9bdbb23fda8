import type { Readable } from 'node:stream'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import type { Changes } from '../changes/rules.ts'
import type { Nudges } from '../nudges.ts'
import {
  type AnswerOf,
  type BodyOf,
  type Contract,
  type Contracts,
  type Done,
  type ParamsOf,
  type PlatformRefusal,
  type QueryOf,
  type RefusalOf,
  type Refusals,
  Refused,
} from './api.ts'
import type { Http } from './http.ts'
import { countRefused } from './lock-out.ts'

/** What a handler is given: the request as its contract reads it, and who asks. */
export type Asked<One extends Contract> = {
  params: ParamsOf<One>
  query: QueryOf<One>
  body: BodyOf<One>
  viewer: FastifyRequest['viewer']
  /** The account to whose objects the answer is limited; undefined: it is not. */
  own: string | undefined
  /** Who does something, and when (ms since 1970 UTC). */
  by: { actor: string; now: number }
  request: FastifyRequest
  reply: FastifyReply
}

/** `expected`: where it says more than the words of the refusal. */
type Reason<Code extends string> = {
  refusal: Code
  where?: string | undefined
  expected?: string | undefined
}
/** `others`: what else is wrong. */
type Refusal<Code extends string> = Reason<Code> & { ok: false; others?: readonly Reason<Code>[] }
/** A download. `name`: of the file. */
export type FileAnswer = { name: string; type: string; content: string | Buffer | Readable }

/** What was done, what changed by it, and the fields of the answer; none where it says no more than that it is done. */
type Did<Answer> = { ok: true; changes: Changes } & Omit<Answer, keyof Done>

type Answered<Key, One extends Contract> = One extends { as: 'file' }
  ? FileAnswer
  : One extends { as: string }
    ? FastifyReply
    : Key extends `GET ${string}`
      ? AnswerOf<One>
      : Did<AnswerOf<One>>

type Handler<Key, One extends Contract> = (
  asked: Asked<One>,
) => Outcome<Key, One> | Promise<Outcome<Key, One>>
type Outcome<Key, One extends Contract> = Answered<Key, One> | Refusal<RefusalOf<One>>

/** Whether the object that the address names is this account's. */
type IsOwn = (params: Record<string, string>, accountId: string) => Promise<boolean>
type OwnersOf<Table extends Contracts> = {
  [Name in Table[keyof Table] extends infer One
    ? One extends { of: infer Of extends string }
      ? Of
      : never
    : never]: IsOwn
}

type Parts<Table extends Contracts> = {
  now(): number
  nudges: Pick<Nudges, 'tell'>
  owners: OwnersOf<Table>
  /** Answers what failed, where a browser comes by itself and must end at a page. */
  onError?: (failure: FastifyError, request: FastifyRequest, reply: FastifyReply) => FastifyReply
}

type Handlers<Table extends Contracts> = {
  [Key in keyof Table]: Table[Key] extends Contract ? Handler<Key, Table[Key]> : never
}
type AnyHandler = (asked: Asked<Contract>) => unknown

/** Serves every route of a table of contracts. What its handlers say has changed is told to who looks, here alone. */
export function serve<const Table extends Contracts>(
  app: Http,
  contracts: Table,
  parts: Parts<Table>,
  handlers: Handlers<Table>,
): void {
  for (const [key, contract] of Object.entries<Contract>(contracts)) {
    const handle = (handlers as Record<string, AnyHandler>)[key]!
    const owners = parts.owners as Record<string, IsOwn>
    const isOwn = contract.of === undefined ? undefined : owners[contract.of]
    const options = optionsOf(key, contract, isOwn)
    const { refusedPerMinuteMax } = contract
    const isLockedOut =
      refusedPerMinuteMax === undefined
        ? async () => false
        : countRefused(app as unknown as FastifyInstance, refusedPerMinuteMax)
    ;(app as unknown as FastifyInstance).route({
      ...options,
      ...(parts.onError && { errorHandler: parts.onError }),
      async handler(request, reply) {
        const outcome = await handle(askedOf(request, reply, parts.now()))
        if (isRefusal(outcome) && (await isLockedOut(request, reply))) return reply.status(429).send(tooMany)
        return answer(outcome, { contract, request, reply, nudges: parts.nudges })
      },
    })
  }
}

const tooMany: PlatformRefusal = { error: 'too_many', message: 'Too many tries. Wait a minute.' }

function askedOf(request: FastifyRequest, reply: FastifyReply, now: number): Asked<Contract> {
  const { params, query, body, viewer } = request
  const own = viewer?.reach === 'own' ? viewer.accountId : undefined
  const by = { actor: viewer?.accountId ?? 'server', now }
  return {
    params: params as object,
    query: query as object,
    body: body as undefined,
    viewer,
    own,
    by,
    request,
    reply,
  }
}

type Answering = {
  contract: Contract
  request: FastifyRequest
  reply: FastifyReply
  nudges: Pick<Nudges, 'tell'>
}

function answer(outcome: unknown, { contract, request, reply, nudges }: Answering): unknown {
  if (outcome === reply) return reply
  if (isRefusal(outcome)) return refuse(reply, contract.refusals ?? {}, outcome)
  reply.header('cache-control', 'no-store')
  if (contract.as === 'file') return sendFile(reply, outcome as FileAnswer)
  if (request.method === 'GET' || request.method === 'HEAD') return reply.send(outcome)
  const did = outcome as { changes: Changes } & Record<string, unknown>
  nudges.tell(did.changes)
  return reply.send(answerOf(contract, { ...did, done: true }))
}

/** The fields that the contract names, and no others. */
function answerOf({ answer }: Contract, did: Record<string, unknown>): Record<string, unknown> {
  const { properties = {} } = (answer ?? {}) as { properties?: object }
  return Object.fromEntries(Object.keys(properties).map(name => [name, did[name]]))
}

function isRefusal(outcome: unknown): outcome is Refusal<string> {
  return typeof outcome === 'object' && outcome !== null && 'ok' in outcome && outcome.ok === false
}

function refuse(
  reply: FastifyReply,
  refusals: Refusals,
  { others = [], ...first }: Refusal<string>,
): FastifyReply {
  const said = ({ refusal: error, where, expected: exactly }: Reason<string>) => {
    const { message, expected } = refusals[error]!
    return {
      error,
      message: message.replace('{where}', where ?? ''),
      ...(where !== undefined && { where }),
      expected: exactly ?? expected,
    }
  }
  const more = others.map(said)
  return reply
    .status(refusals[first.refusal]!.status)
    .send({ ...said(first), ...(more.length > 0 && { others: more }) })
}

function sendFile(reply: FastifyReply, { name, type, content }: FileAnswer): FastifyReply {
  return reply.type(type).header('content-disposition', `attachment; filename="${name}"`).send(content)
}

const minuteMs = 60_000

function optionsOf(key: string, contract: Contract, isOwn: IsOwn | undefined): Omit<RouteOptions, 'handler'> {
  const [method, url] = key.split(' ') as [string, string]
  const { policy, as, bodyBytesMax, triesPerMinuteMax, unattended, forMachines } = contract
  const config = {
    policy: policy as never,
    ...(isOwn && {
      isOwn: (request: FastifyRequest, account: string) =>
        isOwn(request.params as Record<string, string>, account),
    }),
    ...((as === 'file' || as === 'stream') && { sameOriginOnly: true as const }),
    ...(triesPerMinuteMax !== undefined && { rateLimit: { max: triesPerMinuteMax, timeWindow: minuteMs } }),
    ...(unattended && { unattended }),
    ...(forMachines && { forMachines }),
  }
  return {
    method: method as 'GET',
    url,
    schema: schemaOf(contract),
    config,
    // Asked by HEAD a stream would be held that nobody hears.
    ...(as === 'stream' && { exposeHeadRoute: false }),
    ...(bodyBytesMax !== undefined && { bodyLimit: bodyBytesMax }),
  }
}

function schemaOf({ params, query, body, answer, refusals = {}, as }: Contract) {
  const codes = Object.keys(refusals)
  const statuses = [...new Set(Object.values(refusals).map(({ status }) => status))]
  const response = {
    ...(answer && { 200: answer }),
    ...Object.fromEntries(statuses.map(status => [status, Refused])),
  }
  return {
    ...(params && { params }),
    ...(query && { querystring: query }),
    ...(body && { body }),
    ...(Object.keys(response).length > 0 && { response }),
    ...(codes.length > 0 && { description: `Refused as: ${codes.join(', ')}.` }),
    ...(as === 'text' && { hide: true }),
  }
}
