import type { SetRow } from './api.ts'

/** The columns of the list of sets as a file: what is plain, what is a code, what is an instant. */
export const setFileColumns = [
  { id: 'label', cell: (row: SetRow) => row.label },
  { id: 'kind', code: (row: SetRow) => row.kind },
  { id: 'trajectory', cell: (row: SetRow) => row.trajectory },
  { id: 'place', cell: (row: SetRow) => row.place?.name ?? row.place?.code ?? null },
  { id: 'municipality', cell: (row: SetRow) => row.place?.municipality ?? null },
  { id: 'presence', code: (row: SetRow) => row.presence },
  { id: 'since', at: (row: SetRow) => row.presenceSince },
  { id: 'heard', at: (row: SetRow) => row.heardAt },
  { id: 'camera', code: (row: SetRow) => row.camera },
  { id: 'interface', code: (row: SetRow) => row.interface },
  { id: 'agent', cell: (row: SetRow) => row.agentVersion },
  { id: 'simulated', code: (row: SetRow) => (row.simulated ? 'yes' : 'no') },
  { id: 'rtt', cell: (row: SetRow) => row.rttMs },
  { id: 'loss', cell: (row: SetRow) => row.lossPercent },
  { id: 'measured', at: (row: SetRow) => row.measuredAt },
  { id: 'device', code: (row: SetRow) => row.device },
  { id: 'door', code: (row: SetRow) => row.door },
  { id: 'certificate', at: (row: SetRow) => row.certificateUntil },
] as const
