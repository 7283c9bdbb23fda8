import type { Static } from 'typebox'
import type {
  AccessPage,
  AccessQuery,
  AuditChain,
  AuditExportQuery,
  AuditPage,
  AuditQuery,
} from '../../audit/api.ts'
import type { ContactFields, LocationContacts, OneContact, TrajectoryContacts } from '../../contacts/api.ts'
import type { PingAnswer } from '../../devices/api.ts'
import type {
  Copied,
  CopyWeek,
  DutyNow,
  DutyQuery,
  DutyWeek,
  NewDuty,
  OneDuty,
  OwnDuty,
} from '../../duty/api.ts'
import type { DeviceMoved, EnrolmentCodeAnswer, OneToken, SetEnrolment } from '../../enrolment/api.ts'
import type {
  CalendarFileAnswer,
  ExceptionFields,
  LessonsAnswer,
  LessonsQuery,
  NewDayChange,
  OneDayChange,
  Timetable,
} from '../../lessons/api.ts'
import type { AddressAnswer, HomeAddress } from '../../locations/address/api.ts'
import type { ExportQuery, LocationFields } from '../../locations/api.ts'
import type { Board, BoardQuery } from '../../overview/board/api.ts'
import type { DevicesPage, DevicesQuery } from '../../overview/devices/api.ts'
import type {
  LocationDetail,
  LocationsPage,
  LocationsQuery,
  SearchAnswer,
  SearchQuery,
} from '../../overview/locations/api.ts'
import type { SetDetail } from '../../overview/set/api.ts'
import type { Series, SeriesQuery, Timeline, TimelineQuery } from '../../overview/set/series-api.ts'
import type { SetsExportQuery, SetsPage, SetsQuery } from '../../overview/sets/api.ts'
import type {
  BoardChildren,
  BoardChildrenQuery,
  Counsellors,
  TrajectoriesPage,
  TrajectoriesQuery,
  TrajectoryDetail,
} from '../../overview/trajectories/api.ts'
import type {
  AccountName,
  AccountsPage,
  AccountsQuery,
  NewRoles,
  SignInsPage,
} from '../../people/account/api.ts'
import type { Done, Me, SignedInAnswer, SignInWays, UseLink } from '../../people/api.ts'
import type { ImportAnswer, ImportFile } from '../../platform/files/table-import-api.ts'
import type { Changings, Files, Questions } from './contracts.ts'

type Call<Query, Answer> = { query: Query; answer: Answer }
type Nothing = Record<string, never>

/** Every question of the console: its address, what may be asked, what comes back. */
export type Calls = Questions & {
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
  '/api/locations': Call<LocationsQuery, LocationsPage>
  '/api/locations/:code': Call<Nothing, LocationDetail>
  '/api/locations/:code/contacts': Call<Nothing, LocationContacts>
  '/api/trajectories': Call<TrajectoriesQuery, TrajectoriesPage>
  '/api/trajectories/:code': Call<Nothing, TrajectoryDetail>
  '/api/trajectories/:code/contacts': Call<Nothing, TrajectoryContacts>
  '/api/trajectories/:code/lessons': Call<Static<typeof LessonsQuery>, LessonsAnswer>
  '/api/counsellors': Call<Nothing, Counsellors>
  '/api/board/children': Call<Static<typeof BoardChildrenQuery>, BoardChildren>
  '/api/search': Call<Static<typeof SearchQuery>, Static<typeof SearchAnswer>>
}

/** What comes as a file. */
export type Exports = Files & {
  '/api/sets.csv': SetsExportQuery
  '/api/audit.csv': Static<typeof AuditExportQuery>
  '/api/locations/export': ExportQuery
  '/api/trajectories/export': ExportQuery
  '/api/timetables/export': ExportQuery
}

type Change<Body, Answer> = { body: Body; answer: Answer }
type Moved = Static<typeof DeviceMoved>

/** Every change the console makes: its address, what is sent along, what comes back. */
export type Changes = Changings & {
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
  'PUT /api/locations/:code': Change<LocationFields, Static<typeof Done>>
  'POST /api/locations/import': Change<ImportFile, ImportAnswer>
  'POST /api/locations/:code/contacts': Change<ContactFields, Static<typeof OneContact>>
  'POST /api/trajectories/:code/contacts': Change<ContactFields, Static<typeof OneContact>>
  'PUT /api/contacts/:id': Change<ContactFields, Static<typeof Done>>
  'DELETE /api/contacts/:id': Change<Nothing, Static<typeof Done>>
  'PUT /api/trajectories/:code/timetable': Change<Timetable, Static<typeof Done>>
  'PUT /api/trajectories/:code/exceptions/:day': Change<ExceptionFields, Static<typeof Done>>
  'DELETE /api/trajectories/:code/exceptions/:day': Change<Nothing, Static<typeof Done>>
  'POST /api/trajectories/:code/day-changes': Change<NewDayChange, Static<typeof OneDayChange>>
  'DELETE /api/day-changes/:id': Change<Nothing, Static<typeof Done>>
  'POST /api/trajectories/:code/timetable/import': Change<ImportFile, CalendarFileAnswer>
  'POST /api/timetables/import': Change<ImportFile, ImportAnswer>
}

type Names<Address extends string> = Address extends `${string}/:${infer Rest}`
  ? Rest extends `${infer Start}/${infer More}`
    ? Start | Names<`/${More}`>
    : Rest
  : never

/** What stands for the parts of an address behind its colons. */
export type Params<Address extends string> = [Names<Address>] extends [never]
  ? Nothing
  : { [Name in Names<Address>]: string }
