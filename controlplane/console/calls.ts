import type { Static } from 'typebox'
import type {
  AccessPage,
  AccessQuery,
  AuditChain,
  AuditExportQuery,
  AuditPage,
  AuditQuery,
} from '../audit/api.ts'
import type { PingAnswer } from '../devices/api.ts'
import type { DeviceMoved, EnrolmentCodeAnswer, OneToken, SetEnrolment } from '../enrolment/api.ts'
import type { AddressAnswer, HomeAddress } from '../locations/address-api.ts'
import type { Board, BoardQuery } from '../overview/board-api.ts'
import type { DevicesPage, DevicesQuery } from '../overview/devices-api.ts'
import type { Series, SeriesQuery, Timeline, TimelineQuery } from '../overview/series-api.ts'
import type { SetDetail } from '../overview/set-api.ts'
import type { SetsExportQuery, SetsPage, SetsQuery } from '../overview/sets-api.ts'
import type {
  AccountName,
  AccountsPage,
  AccountsQuery,
  NewRoles,
  SignInsPage,
} from '../people/accounts-api.ts'
import type { Done, Me, SignedInAnswer, SignInWays, UseLink } from '../people/api.ts'
import type {
  Copied,
  CopyWeek,
  DutyNow,
  DutyQuery,
  DutyWeek,
  NewDuty,
  OneDuty,
  OwnDuty,
} from '../people/duty-api.ts'

type Call<Query, Answer> = { query: Query; answer: Answer }
type Nothing = Record<string, never>

/** Every question of the console: its address, what may be asked, what comes back. */
export type Calls = {
  '/api/board': Call<Static<typeof BoardQuery>, Board>
  '/api/sets': Call<SetsQuery, SetsPage>
  '/api/sets/:label': Call<Nothing, Static<typeof SetDetail>>
  '/api/sets/:label/series': Call<Static<typeof SeriesQuery>, Series>
  '/api/sets/:label/enrolment': Call<Nothing, SetEnrolment>
  '/api/sets/:label/timeline': Call<Static<typeof TimelineQuery>, Timeline>
  '/api/me': Call<Nothing, Me>
  '/api/sign-in': Call<Nothing, SignInWays>
  '/api/sign-ins': Call<Nothing, SignInsPage>
  '/api/accounts': Call<Static<typeof AccountsQuery>, AccountsPage>
  '/api/accounts/:id': Call<Nothing, AccountName>
  '/api/accounts/:id/sign-ins': Call<Nothing, SignInsPage>
  '/api/duty': Call<Static<typeof DutyQuery>, DutyWeek>
  '/api/duty/now': Call<Nothing, DutyNow>
  '/api/devices': Call<DevicesQuery, DevicesPage>
  '/api/audit': Call<AuditQuery, AuditPage>
  '/api/audit/chain': Call<Nothing, AuditChain>
  '/api/access': Call<AccessQuery, AccessPage>
  '/api/locations/:code/address': Call<Nothing, AddressAnswer>
}

/** What comes as a file. */
export type Exports = {
  '/api/sets.csv': SetsExportQuery
  '/api/audit.csv': Static<typeof AuditExportQuery>
}

type Change<Body, Answer> = { body: Body; answer: Answer }
type Moved = Static<typeof DeviceMoved>

/** Every change the console makes: its address, what is sent along, what comes back. */
export type Changes = {
  'POST /api/sets/:label/ping': Change<Nothing, PingAnswer>
  'POST /api/sets/:label/enrolment-code': Change<Nothing, EnrolmentCodeAnswer>
  'DELETE /api/enrolment-tokens/:id': Change<Nothing, Static<typeof OneToken>>
  'POST /api/devices/:id/accept': Change<Nothing, Moved>
  'POST /api/devices/:id/return': Change<Nothing, Moved>
  'POST /api/devices/:id/revoke': Change<Nothing, Moved>
  'POST /api/sign-in/link': Change<Static<typeof UseLink>, Static<typeof SignedInAnswer>>
  'POST /api/sign-in/fresh-link': Change<Nothing, Static<typeof Done>>
  'POST /api/sign-out': Change<Nothing, Static<typeof Done>>
  'PUT /api/accounts/:id/roles': Change<Static<typeof NewRoles>, Static<typeof Done>>
  'POST /api/accounts/:id/disable': Change<Nothing, Static<typeof Done>>
  'POST /api/accounts/:id/enable': Change<Nothing, Static<typeof Done>>
  'DELETE /api/sign-ins/:id': Change<Nothing, Static<typeof Done>>
  'POST /api/duty': Change<NewDuty, Static<typeof OneDuty>>
  'POST /api/duty/own': Change<OwnDuty, Static<typeof OneDuty>>
  'POST /api/duty/copy': Change<Static<typeof CopyWeek>, Static<typeof Copied>>
  'POST /api/duty/:id/take-over': Change<Nothing, Static<typeof Done>>
  'DELETE /api/duty/:id': Change<Nothing, Static<typeof Done>>
  'PUT /api/locations/:code/address': Change<HomeAddress, AddressAnswer>
}

/** What stands for the part of an address behind its colon. */
export type Params<Address extends string> = Address extends `${string}/:${infer Rest}`
  ? { [Name in Rest extends `${infer Start}/${string}` ? Start : Rest]: string }
  : Nothing
