import pino, { type Logger } from 'pino'

export type Log = Logger

/** One JSON line per thing that happened; facts are fields. Never a payload, a credential, a name. */
export function openLog(): Log {
  return pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime })
}
