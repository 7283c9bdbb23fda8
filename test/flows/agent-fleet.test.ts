import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startFleet } from '../fleet/fleet.ts'
import { startControlPlane } from '../support/control-plane.ts'
import { askAs } from '../support/people.ts'
import { until } from '../support/until.ts'

const msMax = 60_000

test.each([
  ['without certificates', false],
  ['with certificates', true],
])(
  'a practice fleet %s reaches the control plane, has nothing refused or stored twice, and is the same one when it starts again',
  async (_how, authority) => {
    const controlPlane = await startControlPlane({ authority })
    onTestFinished(controlPlane.stop)
    const directory = mkdtempSync(join(tmpdir(), 'setwacht-fleet-'))
    onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
    const { admin, mqttPort } = controlPlane
    const options = { admin, mqttPort, pairs: 15, seed: 4, directory, reportSeconds: 1 }
    const presence = async () => {
      const answer = await askAs(admin, '/api/sets')
      return (await answer.json()) as { total: number; presence: Record<string, number> }
    }

    for (let start = 1; start <= 2; start += 1) {
      const fleet = await startFleet(options)
      try {
        expect(fleet.agents).toBe(29)
        // One never started, and three pairs lie in the warehouse.
        const steady = (count: Record<string, number>) => count.online! >= 27 && count.unheard === 7
        await until('all but the cut ones are online', async () => steady((await presence()).presence), msMax)
      } finally {
        await fleet.stop()
      }
      await until('the goodbyes arrived', async () => (await presence()).presence.off! >= 27, msMax)
      expect((await presence()).total).toBe(36)
    }

    const [reports] = await controlPlane.sql`
    select count(*)::int as rows, count(distinct (device_no, epoch, seq))::int as distinct_rows from reports`
    expect(reports?.rows).toBeGreaterThanOrEqual(2 * 27)
    expect(reports?.distinct_rows).toBe(reports?.rows)
    expect(await controlPlane.sql`select * from quarantine`).toEqual([])
  },
)
