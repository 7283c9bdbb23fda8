import type { TicketDetail, TicketsPage } from '../../controlplane/tickets/api.ts'
import { type Opening, openTicket } from '../../controlplane/tickets/open/actions.ts'
import { claimTicket } from '../../controlplane/tickets/owner/actions.ts'
import { resolveTicket } from '../../controlplane/tickets/solve/actions.ts'
import { insertStorm } from '../features/signals.ts'
import type { HeldClock } from '../support/clock.ts'
import type { TestControlPlane } from '../support/control-plane.ts'
import { askAs, type SignedIn, tellAs } from '../support/people.ts'
import { addPerson, signInPerson } from './admin-ground.ts'
import { type Ground, startGroundOnMonday } from './ground.ts'
import { putLessonNow } from './lesson-ground.ts'

const names = ['Elif', 'Noor', 'Milan', 'Lotte', 'Adam', 'Jana']

/** A helpdesk of two on Monday at ten; each pair has a lesson until some minutes before or after eleven. */
export async function startHelpdesk(
  pairCount: number,
  start: Parameters<typeof startGroundOnMonday>[1] = {},
) {
  const ground: Ground<HeldClock> = await startGroundOnMonday(pairCount, start)
  const { plane, pairs } = ground
  for (const [place, { trajectory }] of pairs.entries()) {
    const firstName = names[place % names.length]!
    await tellAs(
      plane.admin,
      `/api/trajectories/${trajectory}/child`,
      { firstName, className: '6ELE' },
      'PUT',
    )
    await putLessonNow(plane, trajectory, `10:${String(24 + place * 5).padStart(2, '0')}`)
  }
  const lieve = await addPerson(plane, { firstName: 'Lieve', name: 'Peeters' }, ['helpdesk'])
  const sam = await addPerson(plane, { firstName: 'Sam', name: 'Maes' }, ['helpdesk'])
  return {
    ...ground,
    lieve: await signInPerson(plane, lieve),
    sam: await signInPerson(plane, sam),
    /** As a rule finds it, which no screen hears of here; with the set of the class of this pair; `place` counts from zero. */
    async find(place: number, over: Partial<Opening> = {}): Promise<number> {
      const { trajectory, school } = pairs[place]!
      const family = over.family ?? 'picture'
      const opening: Opening = {
        ...{ key: `trajectory:${trajectory}/${family}`, priority: 2, family, symptom: 'camera' },
        ...{ source: 'rule', trajectory, set: school.label, side: 'school', ...over },
      }
      const { no } = await plane.sql.begin(tx => openTicket(tx, opening, plane.clock.now()))
      return no
    },
    async doAs(person: SignedIn, no: number, command: string, body: object = {}): Promise<void> {
      const answer = await tellAs(person, `/api/tickets/${no}/${command}`, body)
      if (!answer.ok) throw new Error(`${command} was refused: ${await answer.text()}`)
    },
    async read(no: number): Promise<TicketDetail> {
      return (await (await askAs(plane.admin, `/api/tickets/${no}`)).json()) as TicketDetail
    },
    async readQueue(query = ''): Promise<TicketsPage> {
      return (await (await askAs(plane.admin, `/api/tickets?${query}`)).json()) as TicketsPage
    },
    /** Nothing asks any more. */
    async endAll(): Promise<void> {
      await plane.sql`update tickets set state = 'cancelled' where state not in ('closed', 'merged', 'cancelled')`
    },
  }
}
/**
 * Five tickets of one trajectory, each of a trouble of its own: the second is taken by this account, the third solved by
 * it, the others nobody's. Returns their numbers.
 */
export async function layTickets(
  { sql, clock }: TestControlPlane<HeldClock>,
  account: string,
): Promise<number[]> {
  const now = clock.now()
  const found: number[] = []
  for (const family of ['power', 'software', 'picture', 'sound', 'logistics'] as const) {
    const about = { trajectory: 'T-2026-0001', set: 'KS-0001', side: 'school', source: 'rule' } as const
    const opening = { ...about, key: family, priority: 3, family, symptom: 'battery' } as const
    found.push((await sql.begin(tx => openTicket(tx, opening, now))).no)
  }
  const by = { actor: account, now }
  await claimTicket(sql, found[1]!, by)
  const solved = { cause: 'power', solution: 'plugged_in', fixedBy: 'user' } as const
  await resolveTicket(sql, found[2]!, solved, by)
  return found
}

/** A storm at a school that one class set went in, which nobody has. Returns its id. */
export function layStorm({ sql, clock }: TestControlPlane<HeldClock>): Promise<string> {
  return insertStorm(sql, 'location:SCH-KS-0001/storm', 'KS-0001', clock.now())
}

export type ConsoleHelpdesk = Awaited<ReturnType<typeof startHelpdesk>>
