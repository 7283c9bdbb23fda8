import type { PolicyName } from '../../people/rules.ts'
import type { ImportAnswer, ImportFile } from '../../platform/files/table/import-api.ts'
import { askExport, tell } from '../data/fetch.ts'

export const importKinds = ['locations', 'trajectories', 'timetables'] as const
export type ImportKind = (typeof importKinds)[number]

type List = {
  /** Who may read it in, and who may take it out. */
  import: PolicyName
  export: PolicyName
  take: (file: ImportFile) => Promise<ImportAnswer>
  give: (as: 'csv' | 'xlsx') => Promise<Blob>
}

/** Where each list comes in and goes out. */
export const lists: Record<ImportKind, List> = {
  locations: {
    import: 'registerLocations',
    export: 'exportLocations',
    take: file => tell('POST /api/locations/import', {}, file),
    give: as => askExport('/api/locations/export', { as }),
  },
  trajectories: {
    import: 'importTrajectories',
    export: 'exportTrajectories',
    take: file => tell('POST /api/trajectories/import', {}, file),
    give: as => askExport('/api/trajectories/export', { as }),
  },
  timetables: {
    import: 'importTimetables',
    export: 'exportTimetables',
    take: file => tell('POST /api/timetables/import', {}, file),
    give: as => askExport('/api/timetables/export', { as }),
  },
}
