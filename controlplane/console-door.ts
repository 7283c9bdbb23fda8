import type { Registry } from 'prom-client'
import { asyncApi } from '../protocol/asyncapi.ts'
import type { ActName } from './audit/rules.ts'
import { bringing } from './bringing.ts'
import { familiesBy } from './contacts/family/actions.ts'
import { consoleHost } from './doors.ts'
import { findOnDuty } from './duty/queries.ts'
import type { Authority } from './enrolment/authority/queries.ts'
import { admitToken } from './integration/token/actions.ts'
import type { LessonClock } from './lessons/clock/live.ts'
import type { Outward } from './outward.ts'
import { ensureServerAccount } from './people/account/actions.ts'
import { findFirstNames, hasAdministrator } from './people/account/queries.ts'
import { openGuard } from './people/guard/routes.ts'
import { openProvider } from './people/provider/outside.ts'
import { issueLink } from './people/sign-in/actions.ts'
import type { AdmitToken, OnDuty } from './people/viewer/queries.ts'
import type { Asks } from './platform/broker/asks.ts'
import type { DeviceAddresses } from './platform/broker/device-addresses.ts'
import { readConsoleTls } from './platform/http/certificate.ts'
import { healthRoutes } from './platform/http/health.ts'
import { openHttp } from './platform/http/http.ts'
import type { DeclaredRoute } from './platform/http/policies.ts'
import type { PersonalData } from './platform/keys/personal-data.ts'
import type { Log } from './platform/log.ts'
import type { Nudges } from './platform/nudges.ts'
import type { Database } from './platform/postgres/database.ts'
import { whyUnfit } from './platform/reach/address.ts'
import type { Settings } from './settings.ts'
import { signInAddress } from './sign-in-address.ts'

type Parts = Outward & {
  /** As the role of the console. */
  sql: Database
  personal: PersonalData
  nudges: Nudges
  registry: Registry
  asks: Asks
  log: Log
  authority: Authority | undefined
  lessons: LessonClock
  /** What is not right, in words; empty: ready. */
  problems(): Promise<string[]>
  setDoor(): DeviceAddresses['enrol']
  disconnect(deviceId: string): void
  /** Tells who looks after the server something that stands in no log. */
  say(text: string): void
  now(): number
}

/** The door for people: every route of every feature. Returns its port and its routes. @throws StartRefused */
export async function openConsole(
  settings: Settings,
  parts: Parts,
  stops: (() => unknown)[],
): Promise<{ port: number; routes: readonly DeclaredRoute[] }> {
  const { sql, personal, registry, lessons, say, log, now } = parts
  const { consoleTls, publicUrl, trustedProxies } = settings
  const tls = consoleTls && (await readConsoleTls(consoleTls))
  const onDuty: OnDuty = (accounts, at) => findOnDuty(sql, accounts, at)
  const admitsToken: AdmitToken = (hash, at) => admitToken(sql, hash, at)
  const guard = openGuard({ sql, onDuty, admitToken: admitsToken, now })
  const http = await openHttp({ sql, registry, log, tls, publicUrl, trustedProxies, guard })
  stops.push(() => http.stop())
  let port = settings.httpPort
  const printLink = (token: string) =>
    say(`Sign in within ten minutes, once: ${signInAddress(settings, port, token)}\n`)
  const provider = settings.provider && openProvider(settings.provider, { log, now })
  const firstNamesOf = (ids: readonly string[]) => findFirstNames(sql, personal, ids)
  const acts = bringing('acts').flatMap(({ acts: ofOne }): readonly ActName[] => ofOne)
  const forRoutes = {
    ...parts,
    acts,
    publicUrl,
    provider,
    printLink,
    firstNamesOf,
    families: familiesBy(personal),
    onDuty,
    whyUnfit: (address: string) => whyUnfit(address, settings.reach.named),
    neededOn: lessons.dutyHoursOn,
  }
  for (const { routes } of bringing('routes')) for (const serve of routes) serve(http.app, forRoutes)
  healthRoutes(http.app, { ...parts, asyncApi: asyncApi() })
  port = await http.listen(consoleHost(settings), settings.httpPort)
  if (!(await hasAdministrator(sql))) {
    const accountId = await ensureServerAccount({ sql, personal }, 'admin', now())
    printLink(await issueLink(sql, { accountId, actor: 'server', now: now() }))
  }
  return { port, routes: http.routes }
}
