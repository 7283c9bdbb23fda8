import { expect } from 'vitest'
import type { AuditPage } from '../../controlplane/audit/api.ts'
import { todayAt } from '../../controlplane/calendar/day/rules.ts'
import type { TrajectoryDetail } from '../../controlplane/overview/trajectories/api.ts'
import { startControlPlane } from './control-plane.ts'
import { askAs, type SignedIn, signInAs, tellAs } from './people.ts'
import { post, registerPairs } from './registration.ts'

/** Schools and pairs 0001 … 0003, the hospital ZH-1, and free sets HS-90 … HS-98 and KS-90 … KS-98. */
export async function layTrajectoryGround() {
  const plane = await startControlPlane()
  const counsellor = await signInAs(plane, 'counsellor')
  const lead = await signInAs(plane, 'lead')
  await registerPairs(plane.admin, 3)
  await post(plane.admin, '/api/locations', [
    { code: 'ZH-1', kind: 'hospital', name: 'Ziekenhuis', municipality: 'Gent', provider: null },
  ])
  const set = (label: string, kind: string) => ({ label, kind, components: [] })
  await post(plane.admin, '/api/sets', [
    ...Array.from({ length: 9 }, (_, n) => set(`HS-9${n}`, 'home')),
    ...Array.from({ length: 9 }, (_, n) => set(`KS-9${n}`, 'school')),
  ])
  return { plane, counsellor, lead }
}

/** A day so many days from today. */
export const dayFromNow = (days: number) => todayAt(Date.now() + days * 86_400_000)

/** What is sent to open one, but for what the test says. */
export function opening(more: object = {}) {
  return {
    level: 'primary',
    schoolYear: 2026,
    child: null,
    requestedOn: dayFromNow(0),
    school: { set: null, location: 'SCH-KS-0001' },
    home: { set: null, location: null, municipality: 'Leuven' },
    ...more,
  }
}

/** Opens a trajectory; returns its code. */
export async function openAs(person: SignedIn, more: object = {}): Promise<string> {
  const answer = await tellAs(person, '/api/trajectories/new', opening(more))
  const body = (await answer.json()) as { code: string }
  expect([answer.status, body]).toEqual([200, { code: expect.stringMatching(/^T-\d{4}-\d{4}$/) }])
  return body.code
}

export async function seeAs(person: SignedIn, code: string): Promise<TrajectoryDetail> {
  const answer = await askAs(person, `/api/trajectories/${code}`)
  expect(answer.status).toBe(200)
  return (await answer.json()) as TrajectoryDetail
}

/** Status and word of a refusal, which says what was expected too. */
export async function refusalOf(answer: Response): Promise<[number, string]> {
  const { error, message, expected } = (await answer.json()) as Record<string, string>
  expect([message, expected]).toEqual([expect.stringMatching(/./), expect.stringMatching(/./)])
  return [answer.status, error!]
}

/** What was done with a trajectory, the last first. */
export async function actsOf(admin: SignedIn, code: string): Promise<string[]> {
  const { rows } = (await (await askAs(admin, '/api/audit')).json()) as AuditPage
  return rows.filter(({ subject }) => subject === `trajectory:${code}`).map(({ act }) => act)
}
