import type { HelloBody } from '../../protocol/presence.ts'

/** The hello of a set of a load. `lessonsHeld`: the revision of its lessons, where it was told some. */
export function helloBody(
  connection: number,
  startedAt: number,
  lastSeq: number,
  lessonsHeld: number | undefined,
): HelloBody {
  return {
    versions: { min: 1, max: 1 },
    capabilities: [],
    boot_id: null,
    agent_started_at: startedAt,
    cause: 'agent_started',
    connection,
    oldest: null,
    last_seq: lastSeq,
    ...(lessonsHeld === undefined ? {} : { lessons_revision: lessonsHeld }),
    outbox: { depth: 0, dropped: 0 },
    facts: {
      camera_1: { present: true, model: 'Room Camera 5', driver: 'uvcvideo', error: null, blocked: false },
      audio_in: { present: true, muted: null, volume_zero: null },
      audio_out: { present: true, muted: null, volume_zero: null },
      on_charge: true,
      interface: 'wired',
      door: 'mqtt',
      report_interval_seconds: 60,
      versions: { agent: '0.1.0', runtime: 'v26.10.0', system: null, protocol: 1 },
      simulated: true,
    },
  }
}

/** The revision in a message `lessons`, a command whose signature nobody looks at here. */
export function revisionOf(message: string): number {
  const { jws } = JSON.parse(message) as { jws: string }
  const command = JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString())
  return (command as { body: { revision: number } }).body.revision
}
