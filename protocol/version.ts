/** The version of the wire. It grows by adding; a change that an older side cannot ignore gets a new number. */
export const protocolVersion = 1

/** What a side understands: the server N and N−1, a set what its `hello` says. */
export const understoodVersions = { min: 1, max: 1 } as const

/** A line per change, newest last; dates are those of the release that carried the change. */
export const versionHistory: readonly { version: number; date: string; change: string }[] = [
  {
    version: 1,
    date: '2026-11-21',
    change: 'hello, bye, lost, report, event upward; welcome, ack, state downward',
  },
  {
    version: 1,
    date: '2026-11-22',
    change: 'ask, answer, renew, certificate; command_key in welcome; fact doors',
  },
  {
    version: 1,
    date: '2026-11-22',
    change: 'lessons downward, today upward; lessons_revision in hello',
  },
  { version: 1, date: '2026-11-28', change: 'refused downward' },
  { version: 1, date: '2026-11-28', change: 'fact udp; reason no_answer in unreadable' },
  { version: 1, date: '2026-11-29', change: 'check and help upward, help_state downward; question check' },
  {
    version: 1,
    date: '2026-11-29',
    change:
      'facts call, battery_lasts, machine, disks; model in audio_in and audio_out; inventory_key in welcome',
  },
  { version: 1, date: '2026-11-29', change: 'message downward, said upward' },
]
