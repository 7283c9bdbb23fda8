import { afterAll, beforeAll, expect, test } from 'vitest'
import { queueMail } from '../../controlplane/mail/queue/actions.ts'
import { openPersonalKeys } from '../../controlplane/platform/keys/personal-data.ts'
import { brussels, type HeldClock, holdClock, passTime } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { type MailServer, startMailServer } from '../support/mail-server.ts'
import { until } from '../support/until.ts'

const at = brussels('2026-11-23T10:00')

let server: MailServer
let plane: TestControlPlane<HeldClock>

beforeAll(async () => {
  server = await startMailServer()
  plane = await startControlPlane({ clock: holdClock(at), mail: server.settings })
})
afterAll(() => plane.stop())

const tickets = () => plane.sql<{ state: string; symptom: string; priority: number; key: string }[]>`
  select state, symptom, priority, correlation_key as key from tickets order by no`

test('mails that do not leave are one ticket of the platform, which is over when they do', async () => {
  const personal = await openPersonalKeys(plane.dataDir, at)
  const mail = {
    template: 'test',
    params: {},
    language: 'nl',
    to: { address: 'els@helpdesk.example' },
  } as const
  await server.stop()
  await plane.sql.begin(tx => queueMail(tx, { personal }, mail, plane.clock.now()))
  await passTime(plane, 420_000)
  const [ticket] = await until('a ticket', async () => {
    const found = await tickets()
    return found.length > 0 && found
  })
  expect(ticket).toEqual({ state: 'new', symptom: 'housekeeping', priority: 2, key: 'platform/mail' })
  await plane.sql`update mails set sent_at = queued_at`
  await passTime(plane, 60_000)
  expect(await tickets()).toMatchObject([{ state: 'resolved' }])
})
