import {
  fileBodyBytesMax,
  fileRefusals,
  ImportAnswer,
  ImportFile,
} from '../../platform/files/table/import-api.ts'
import type { Contracts } from '../../platform/http/api.ts'

/** A file of trajectories, as it is exported. */
export const trajectoryImportApi = {
  'POST /api/trajectories/import': {
    policy: 'importTrajectories',
    body: ImportFile,
    bodyBytesMax: fileBodyBytesMax,
    answer: ImportAnswer,
    refusals: fileRefusals,
  },
} as const satisfies Contracts
