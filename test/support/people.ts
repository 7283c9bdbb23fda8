import { makeToken } from '../../controlplane/integration/token/actions.ts'
import { ensureServerAccount } from '../../controlplane/people/account/actions.ts'
import { signInCookie } from '../../controlplane/people/guard/routes.ts'
import { type Look, type Role, roles, type Scope, scopes } from '../../controlplane/people/rules.ts'
import { issueLink, signInByLink } from '../../controlplane/people/sign-in/actions.ts'
import { type Clock, realClock } from '../../controlplane/platform/clock.ts'
import { openPersonalKeys } from '../../controlplane/platform/keys/personal-data.ts'
import { type Database, openDatabase } from '../../controlplane/platform/postgres/database.ts'
import { findRunningDatabase } from '../../controlplane/platform/postgres/embedded-find.ts'

/**
 * Somebody who is signed in at a control plane, as a program or a browser carries it. `cookie`: name=value. `link`: the
 * token of who comes through a link instead. `token`: by which a program of another system asks.
 */
export type SignedIn = { httpUrl: string; cookie: string; accountId: string; link?: string; token?: string }

/**
 * `sql`: connections that are open already; without them, those to `databaseUrl`, or to the embedded one of `dataDir`.
 * `clock`: the one that the server goes by.
 */
type Server = {
  httpUrl: string
  sql?: Database
  databaseUrl?: string | undefined
  dataDir: string
  clock?: Clock
}

/** Signs somebody in with a role, through a link as the command at the server makes it; or a screen on the wall, or a program. */
export async function signInAs(
  { httpUrl, clock = realClock, ...server }: Server,
  look: Look | Scope,
): Promise<SignedIn> {
  return atDatabase(server, async sql => {
    if (isScope(look)) return openProgram(sql, { httpUrl, clock }, look)
    const { accountId, token } = await makeLink(sql, { ...server, clock }, look)
    const browser = { browser: 'a test', replaces: undefined, now: clock.now() }
    const outcome = await signInByLink(sql, { token, ...browser })
    if (!outcome.ok) throw new Error(`the link was refused: ${outcome.refusal}`)
    return { httpUrl, cookie: `${signInCookie}=${outcome.token}`, accountId }
  })
}

const isScope = (look: Look | Scope): look is Scope => (scopes as readonly string[]).includes(look)

async function openProgram(
  sql: Database,
  { httpUrl, clock }: { httpUrl: string; clock: Clock },
  scope: Scope,
): Promise<SignedIn> {
  const by = { actor: crypto.randomUUID(), now: clock.now() }
  const { id, token } = await makeToken(sql, { name: 'a test', scopes: [scope], days: 365 }, by)
  return { httpUrl, cookie: '', accountId: id, token }
}

/** A link for every role, as the command at the server gives them. */
export async function makeLinks({
  httpUrl,
  clock = realClock,
  ...server
}: Server): Promise<Record<Role, string>> {
  return atDatabase(server, async sql => {
    const links: Partial<Record<Role, string>> = {}
    for (const role of roles)
      links[role] = `${httpUrl}/sign-in#${(await makeLink(sql, { ...server, clock }, role)).token}`
    return links as Record<Role, string>
  })
}

async function makeLink(sql: Database, { dataDir, clock }: { dataDir: string; clock: Clock }, look: Look) {
  const now = clock.now()
  const personal = await openPersonalKeys(dataDir, now)
  const isWall = look === 'wall'
  const accountId = await ensureServerAccount({ sql, personal }, isWall ? 'lead' : look, now)
  const asked = { accountId, actor: 'server', now }
  return { accountId, token: await issueLink(sql, isWall ? { ...asked, wall: 'Hall' } : asked) }
}

async function atDatabase<T>(
  { sql: open, databaseUrl, dataDir }: Omit<Server, 'httpUrl'>,
  work: (sql: Database) => Promise<T>,
): Promise<T> {
  if (open) return work(open)
  const sql = openDatabase(databaseUrl ?? (await findRunningDatabase(dataDir)), { max: 1 })
  return work(sql).finally(() => sql.end())
}

/** Asks something as this person, from a page of the console. */
export function askAs(
  { httpUrl, cookie, token }: SignedIn,
  path: string,
  request: RequestInit = {},
): Promise<Response> {
  const headers = new Headers(request.headers)
  if (token === undefined) headers.set('cookie', cookie)
  else headers.set('authorization', `Bearer ${token}`)
  return fetch(`${httpUrl}${path}`, { ...request, headers })
}

/** Changes something as this person. */
export function tellAs(
  person: SignedIn,
  path: string,
  body: unknown = {},
  method: 'POST' | 'PUT' | 'DELETE' = 'POST',
): Promise<Response> {
  const headers = { 'content-type': 'application/json', origin: person.httpUrl }
  return askAs(person, path, { method, headers, body: JSON.stringify(body) })
}
