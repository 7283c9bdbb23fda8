import type { Message } from '../../platform/intake/reading.ts'
import type { Transaction } from '../../platform/postgres/database.ts'

/** Keeps each press once; a withdrawal is kept with the press that it takes back, whichever comes first. */
export async function recordPresses(tx: Transaction, presses: readonly Message<'help'>[]): Promise<void> {
  for (const { device, measuredAt, receivedAt, body } of presses) {
    const withdrawnAt = body.withdrawn ? measuredAt : null
    await tx`
      insert into help_presses as p
        (press, device_no, picture, by, language, pressed_at, received_at, withdrawn_at)
      values (${body.press}, ${device.no}, ${body.picture}, ${body.by}, ${body.language},
        ${measuredAt}::timestamptz, ${receivedAt}::timestamptz, ${withdrawnAt}::timestamptz)
      on conflict (press) do update set
        pressed_at = least(p.pressed_at, excluded.pressed_at),
        withdrawn_at = coalesce(p.withdrawn_at, excluded.withdrawn_at)
      where p.device_no = excluded.device_no`
  }
}
