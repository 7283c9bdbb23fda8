import type { Registry } from 'prom-client'
import { asyncApi } from '../protocol/asyncapi.ts'
import { auditRoutes } from './audit/routes.ts'
import { calendarRoutes } from './calendar/routes.ts'
import { familiesBy } from './contacts/family/actions.ts'
import { placeImportRoutes } from './contacts/place-import/routes.ts'
import { contactRoutes } from './contacts/routes.ts'
import { deviceRoutes } from './devices/routes.ts'
import { consoleHost } from './doors.ts'
import { dutyRoutes } from './duty/routes.ts'
import type { Authority } from './enrolment/authority/queries.ts'
import { enrolmentRoutes } from './enrolment/routes.ts'
import type { LessonClock } from './lessons/clock/live.ts'
import { lessonRoutes } from './lessons/routes.ts'
import { addressRoutes } from './locations/address/routes.ts'
import { locationRoutes } from './locations/routes.ts'
import { nudgeRoutes } from './overview/nudge/routes.ts'
import { setPagesRoutes } from './overview/routes.ts'
import { trajectoryPagesRoutes } from './overview/trajectories/routes.ts'
import { ensureServerAccount } from './people/account/actions.ts'
import { findFirstNames, hasAdministrator } from './people/account/queries.ts'
import { accountRoutes } from './people/account/routes.ts'
import { openGuard } from './people/guard/routes.ts'
import { openProvider } from './people/provider/outside.ts'
import { providerRoutes } from './people/provider/routes.ts'
import { issueLink } from './people/sign-in/actions.ts'
import { signInRoutes } from './people/sign-in/routes.ts'
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
import { setRoutes } from './sets/routes.ts'
import type { Settings } from './settings.ts'
import { signInAddress } from './sign-in-address.ts'
import { trajectoryImportRoutes } from './trajectories/import/routes.ts'
import { trajectoryRoutes } from './trajectories/routes.ts'

type Parts = {
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

/** What serves the routes of each feature. */
const everyRoutes = [
  signInRoutes,
  providerRoutes,
  accountRoutes,
  auditRoutes,
  locationRoutes,
  addressRoutes,
  calendarRoutes,
  dutyRoutes,
  setRoutes,
  deviceRoutes,
  enrolmentRoutes,
  trajectoryRoutes,
  trajectoryImportRoutes,
  lessonRoutes,
  contactRoutes,
  placeImportRoutes,
  setPagesRoutes,
  trajectoryPagesRoutes,
  nudgeRoutes,
]

/** The door for people: every route of every feature. Returns its port and its routes. @throws StartRefused */
export async function openConsole(
  settings: Settings,
  parts: Parts,
  stops: (() => unknown)[],
): Promise<{ port: number; routes: readonly DeclaredRoute[] }> {
  const { sql, personal, registry, problems, lessons, say, log, now } = parts
  const { consoleTls, publicUrl, trustedProxies } = settings
  const tls = consoleTls && (await readConsoleTls(consoleTls))
  const guard = openGuard({ sql, now })
  const http = await openHttp({ registry, log, tls, publicUrl, trustedProxies, guard })
  stops.push(() => http.stop())
  let port = settings.httpPort
  const printLink = (token: string) =>
    say(`Sign in within ten minutes, once: ${signInAddress(settings, port, token)}\n`)
  const provider = settings.provider && openProvider(settings.provider, { log, now })
  const firstNamesOf = (ids: readonly string[]) => findFirstNames(sql, personal, ids)
  const forRoutes = {
    ...parts,
    publicUrl,
    provider,
    printLink,
    firstNamesOf,
    families: familiesBy(personal),
    isNeeded: lessons.isSchoolTime,
  }
  for (const serveRoutes of everyRoutes) await serveRoutes(http.app, forRoutes)
  healthRoutes(http.app, { registry, asyncApi: asyncApi(), problems })
  port = await http.listen(consoleHost(settings), settings.httpPort)
  if (!(await hasAdministrator(sql))) {
    const accountId = await ensureServerAccount({ sql, personal }, 'admin', now())
    printLink(await issueLink(sql, { accountId, actor: 'server', now: now() }))
  }
  return { port, routes: http.routes }
}
