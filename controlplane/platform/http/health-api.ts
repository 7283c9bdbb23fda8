import type { Contracts } from './api.ts'

const forPrograms = { as: 'text', forMachines: true } as const

/** What machines ask: alive, ready, figures, and the two published documents. */
export const healthApi = {
  'GET /healthz': { policy: 'public', ...forPrograms },
  'GET /readyz': { policy: 'public', ...forPrograms },
  'GET /metrics': { policy: 'machine', ...forPrograms },
  'GET /openapi.json': { policy: 'public', as: 'text' },
  'GET /asyncapi.json': { policy: 'public', as: 'text' },
} as const satisfies Contracts
