import { OneLocation, unknownLocation } from '../locations/address/api.ts'
import { ExportQuery } from '../locations/api.ts'
import { listRefusals } from '../platform/files/table/words-api.ts'
import type { Contracts } from '../platform/http/api.ts'
import { OneSet, setRefusals } from '../sets/api.ts'
import { OneTrajectory } from '../trajectories/api.ts'
import { trajectoryRefusals } from '../trajectories/refusal/rules.ts'
import { Board, BoardQuery } from './board/api.ts'
import { DevicesPage, DevicesQuery } from './devices/api.ts'
import {
  Classes,
  ClassesQuery,
  LocationDetail,
  LocationsPage,
  LocationsQuery,
  SearchAnswer,
  SearchQuery,
  TicketHits,
} from './locations/api.ts'
import { SetDetail } from './set/api.ts'
import { Series, SeriesQuery, Timeline, TimelineQuery } from './set/series-api.ts'
import { SetsExportQuery, SetsPage, SetsQuery } from './sets/api.ts'
import {
  BoardChildren,
  BoardChildrenQuery,
  Counsellors,
  PersonAnswer,
  TrajectoriesPage,
  TrajectoriesQuery,
  TrajectoryDetail,
} from './trajectories/api.ts'

const ofSet = { policy: 'seeSets', of: 'set', params: OneSet, refusals: setRefusals } as const
const { unknown_trajectory } = trajectoryRefusals

/** The pages that join: board, sets and one set, with what it measured and how it changed; what the one field finds. */
export const setPagesApi = {
  'GET /api/board': { policy: 'seeNow', query: BoardQuery, answer: Board },
  'GET /api/board/children': { policy: 'seeChildren', query: BoardChildrenQuery, answer: BoardChildren },
  'GET /api/sets': { policy: 'seeSets', query: SetsQuery, answer: SetsPage },
  'GET /api/sets/export': {
    policy: 'exportSets',
    query: SetsExportQuery,
    as: 'file',
    refusals: listRefusals,
  },
  'GET /api/sets/:label': { ...ofSet, answer: SetDetail },
  'GET /api/sets/:label/series': { ...ofSet, query: SeriesQuery, answer: Series },
  'GET /api/sets/:label/timeline': { ...ofSet, query: TimelineQuery, answer: Timeline },
  'GET /api/devices': { policy: 'seeDevices', query: DevicesQuery, answer: DevicesPage },
} as const satisfies Contracts

/** Trajectories and places. */
export const trajectoryPagesApi = {
  'GET /api/trajectories': { policy: 'seeTrajectories', query: TrajectoriesQuery, answer: TrajectoriesPage },
  'GET /api/trajectories/:code': {
    policy: 'seeTrajectories',
    of: 'trajectory',
    params: OneTrajectory,
    answer: TrajectoryDetail,
    refusals: { unknown_trajectory },
  },
  'GET /api/trajectories/:code/person': {
    policy: 'seeChildren',
    of: 'trajectory',
    params: OneTrajectory,
    answer: PersonAnswer,
    refusals: { unknown_trajectory },
  },
  'GET /api/trajectories/export': { policy: 'exportTrajectories', query: ExportQuery, as: 'file' },
  'GET /api/counsellors': { policy: 'seeTrajectories', answer: Counsellors },
  'GET /api/search/classes': { policy: 'seeChildren', query: ClassesQuery, answer: Classes },
  'GET /api/search/tickets': { policy: 'seeTickets', query: SearchQuery, answer: TicketHits },
  'GET /api/search': { policy: 'seeSets', query: SearchQuery, answer: SearchAnswer },
  'GET /api/locations': { policy: 'seeLocations', query: LocationsQuery, answer: LocationsPage },
  'GET /api/locations/:code': {
    policy: 'seeLocations',
    params: OneLocation,
    answer: LocationDetail,
    refusals: unknownLocation,
  },
} as const satisfies Contracts
