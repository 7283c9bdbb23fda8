import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { PlatformRefusal } from './api.ts'

/** Why a request is not let in, as it is answered. */
export type Denial = PlatformRefusal & { status: 401 | 403 | 404 | 429 }

/** Who decides whether a request is let in. `policy`: what the route declares. */
export type Guard = {
  isPolicy(policy: string): boolean
  /** Somebody reaches only their own under it. */
  dividesByOwner(policy: string): boolean
  /** Before the body is read: signed in, allowed, confirmed where that is asked. */
  admit(request: FastifyRequest, policy: string): Promise<Denial | undefined>
  /** Once the address is checked: whether the object is theirs, when that is how far they reach. */
  admitToObject(request: FastifyRequest): Promise<Denial | undefined>
}

/** Policies that ask for no person: `public` to everybody, `machine` to programs on this machine. */
const open = new Set(['public', 'machine'])

/** A route as it was declared. */
export type DeclaredRoute = {
  method: string
  url: string
  policy: string
  /** What the request must look like, as schemas. */
  schema: { params?: unknown; querystring?: unknown; body?: unknown }
}

/**
 * Lets nothing in that the guard does not. Returns the routes, which grow as they are declared; one without a policy,
 * with one that is not known, or that does not tell whose its object is where that decides, ends the start.
 */
export function requirePolicies(app: FastifyInstance, guard: Guard): readonly DeclaredRoute[] {
  const routes: DeclaredRoute[] = []
  app.addHook('onRoute', ({ url, method, config, schema = {} }) => {
    // The files of the console are the same for everybody.
    if (url.startsWith('/assets/')) return
    const where = `${method} ${url}`
    const policy = config?.policy
    if (policy === undefined) throw new Error(`${where} declares no policy`)
    routes.push({ method: String(method), url, policy, schema })
    if (open.has(policy)) return
    if (!guard.isPolicy(policy)) throw new Error(`${where} declares "${policy}", which is no policy`)
    if (url.includes(':') && guard.dividesByOwner(policy) && config?.isOwn === undefined)
      throw new Error(`${where} declares "${policy}", which asks whose an object is, and does not tell`)
  })
  app.addHook('onRequest', async (request, reply) => {
    const policy = policyOf(request)
    if (policy === undefined) return
    const denial = isMachinesOnly(request) ? forMachines : await admit(guard, request, policy)
    if (denial) return answer(reply, denial)
  })
  app.addHook('preHandler', async (request, reply) => {
    const policy = policyOf(request)
    if (policy === undefined || open.has(policy)) return
    const denial = await guard.admitToObject(request)
    if (denial) return answer(reply, denial)
  })
  return routes
}

const forMachines: Denial = {
  status: 403,
  error: 'forbidden',
  message: 'This is for programs on the same machine.',
  expected: 'a request over loopback',
}

function policyOf({ routeOptions }: FastifyRequest): string | undefined {
  return routeOptions.config?.policy
}

async function admit(guard: Guard, request: FastifyRequest, policy: string): Promise<Denial | undefined> {
  return open.has(policy) ? undefined : guard.admit(request, policy)
}

/** A proxy on this machine speaks from loopback too, but for somebody: it says so in a header. */
function isMachinesOnly(request: FastifyRequest): boolean {
  if (policyOf(request) !== 'machine') return false
  const peer = request.socket.remoteAddress ?? ''
  const isLocal = peer === '::1' || peer.startsWith('127.') || peer.startsWith('::ffff:127.')
  return !isLocal || request.headers['x-forwarded-for'] !== undefined
}

function answer(reply: FastifyReply, { status, ...refusal }: Denial): FastifyReply {
  return reply.status(status).header('cache-control', 'no-store').send(refusal)
}
