export type Facts = Record<string, string | number | boolean | null>

/** One thing that happened: what, and its facts; never a payload, a key or a name of a person. */
export type Log = (level: 'info' | 'warn' | 'error', what: string, facts?: Facts) => void

/** Writes one line of JSON per thing. `write` gets the line with its end. */
export function logTo(write: (line: string) => void, now: () => number): Log {
  return (level, what, facts) =>
    write(`${JSON.stringify({ time: new Date(now()).toISOString(), level, what, ...facts })}\n`)
}

/** The message of a failure, for a log line or a person. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
