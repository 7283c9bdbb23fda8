import { Counter, type Registry } from 'prom-client'

export type IntakeCounters = ReturnType<typeof openIntakeCounters>

/** What the intake counts, as Prometheus shows it. */
export function openIntakeCounters(registry: Registry) {
  const counter = (name: string, help: string) => new Counter({ name, help, registers: [registry] })
  return {
    seconds: counter('setwacht_intake_seconds_total', 'Time that storing batches took'),
    stored: counter('setwacht_messages_stored_total', 'Messages committed, duplicates included'),
    quarantined: counter('setwacht_messages_quarantined_total', 'Messages with an unusable body'),
    unreadable: counter(
      'setwacht_messages_unreadable_total',
      'Messages without a readable envelope, dropped',
    ),
    turnedAway: counter('setwacht_messages_turned_away_total', 'Messages not taken because too much waits'),
    unstorable: counter(
      'setwacht_messages_unstorable_total',
      'Messages the database refuses; neither stored nor acknowledged',
    ),
    keptOut: new Counter({
      name: 'setwacht_messages_kept_out_total',
      help: 'Messages beyond a bound of their set; neither stored nor acknowledged',
      labelNames: ['reason'],
      registers: [registry],
    }),
    refused: counter('setwacht_messages_refused_total', 'Messages above the limit of one set; it was closed'),
  }
}
