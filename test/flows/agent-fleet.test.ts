import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startFleet } from '../fleet/fleet.ts'
import { populate, trajectoriesFor } from '../fleet/population.ts'
import { castScenarios, cutScenarios } from '../fleet/scenarios.ts'
import { startControlPlane } from '../support/control-plane.ts'
import { askAs, type SignedIn, tellAs } from '../support/people.ts'
import { until } from '../support/until.ts'

const msMax = 60_000
const seed = 4
const pairs = 15
const started = 29
/** Their lines are cut at times of the clock, whatever the test is at. */
const { sets } = populate(trajectoriesFor(pairs), seed)
const cast = castScenarios(sets, seed)
const cut = [...cast.values()].filter(one => cutScenarios.includes(one)).length

/** Asks a practice set to look itself over: what came of asking, and what was stored of it. */
async function lookOver(admin: SignedIn) {
  const { label } = sets.find(set => set.kind === 'school' && cast.get(set.label) === undefined)!
  const answer = (await (await tellAs(admin, `/api/sets/${label}/check`)).json()) as { outcome: string }
  const stored = async () => {
    const set = (await (await askAs(admin, `/api/sets/${label}`)).json()) as {
      check: { trigger: string; codes: string[] } | null
    }
    return set.check ?? undefined
  }
  const { trigger, codes } = await until('the look is stored', stored, msMax)
  return [answer.outcome, trigger, codes.includes('camera_ok')]
}

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
    const options = { admin, mqttPort, pairs, seed, directory, reportSeconds: 1 }
    const presence = async () => {
      const answer = await askAs(admin, '/api/sets')
      return (await answer.json()) as { total: number; presence: Record<string, number> }
    }

    expect(cut).toBeLessThan(6)
    for (let start = 1; start <= 2; start += 1) {
      const fleet = await startFleet(options)
      try {
        expect(fleet.agents).toBe(started)
        // One never started, and three pairs lie in the warehouse.
        const steady = ({ online = 0, unheard = 0 }: Record<string, number>) =>
          online >= started - cut && unheard >= 7
        await until('all but the cut ones are online', async () => steady((await presence()).presence), msMax)
        if (authority) expect(await lookOver(admin)).toEqual(['answered', 'asked', true])
      } finally {
        await fleet.stop()
      }
      await until(
        'the goodbyes arrived',
        async () => (await presence()).presence.off! >= started - cut,
        msMax,
      )
      expect((await presence()).total).toBe(36)
    }

    const [reports] = await controlPlane.sql`
    select count(*)::int as rows, count(distinct (device_no, epoch, seq))::int as distinct_rows from reports`
    expect(reports?.rows).toBeGreaterThanOrEqual(2 * (started - cut))
    expect(reports?.distinct_rows).toBe(reports?.rows)
    expect(await controlPlane.sql`select * from quarantine`).toEqual([])
  },
)
