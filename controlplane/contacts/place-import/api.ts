import { ExportQuery } from '../../locations/api.ts'
import {
  fileBodyBytesMax,
  fileRefusals,
  ImportAnswer,
  ImportFile,
} from '../../platform/files/table/import-api.ts'
import type { Contracts } from '../../platform/http/api.ts'

/** Places of one file that is taken along at most. */
export const exportedPlacesMax = 50_000

/** Places with whom to call there, as a file that goes both ways. */
export const placeImportApi = {
  'POST /api/locations/import': {
    policy: 'registerLocations',
    body: ImportFile,
    bodyBytesMax: fileBodyBytesMax,
    answer: ImportAnswer,
    refusals: fileRefusals,
  },
  'GET /api/locations/export': {
    policy: 'exportLocations',
    query: ExportQuery,
    as: 'file',
    refusals: {
      too_many_places: {
        status: 409,
        message: 'There are too many places for one file.',
        expected: `at most ${exportedPlacesMax}`,
      },
    },
  },
} as const satisfies Contracts
