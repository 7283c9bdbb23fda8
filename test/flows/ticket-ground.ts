import type { TicketDetail, TicketsPage } from '../../controlplane/tickets/api.ts'
import { type Opening, openTicket } from '../../controlplane/tickets/open/actions.ts'
import { brussels, type HeldClock, holdClock } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { addAccount, openSignInOf } from '../support/every-route-ground.ts'
import { askAs, type SignedIn, tellAs } from '../support/people.ts'
import { type RegisteredPair, registerPairs } from '../support/registration.ts'
import { until } from '../support/until.ts'

/** A Monday; its pairs have a lesson from nine to ten, and one every day of the week. */
export const monday = brussels('2026-11-23T09:10')
const week = [1, 2, 3, 4, 5].map(weekday => [weekday, 540, 600])

/** A helpdesk of two at a control plane whose clock is held. */
export async function openHelpdesk() {
  const plane = await startControlPlane({ clock: holdClock(monday) })
  let pairs = 0
  const now = () => plane.clock.now()
  const people = { lieve: await signInAsNamed(plane, 'Lieve'), noor: await signInAsNamed(plane, 'Noor') }
  return {
    plane,
    now,
    people,
    /** It is this time now, and both have just signed in. */
    async goTo(at: number): Promise<void> {
      plane.clock.set(at)
      people.lieve = await signInAsNamed(plane, 'Lieve')
      people.noor = await signInAsNamed(plane, 'Noor')
    },
    async newPair(): Promise<RegisteredPair> {
      pairs += 1
      return (await registerPairs(plane.admin, 1, { first: pairs }))[0]!
    },
    /** From nine to ten on weekdays, holidays apart. */
    async giveLessons({ trajectory }: RegisteredPair): Promise<void> {
      const answer = await tellAs(plane.admin, `/api/trajectories/${trajectory}/timetable`, { week }, 'PUT')
      if (!answer.ok) throw new Error(await answer.text())
      await until(
        'the lessons are known',
        async () => (await plane.sql`select from work limit 1`).length === 0,
      )
    },
    open: ({ trajectory, school }: RegisteredPair, over: Partial<Opening> = {}) =>
      plane.sql.begin(tx =>
        openTicket(
          tx,
          {
            ...{
              key: `trajectory:${trajectory}/${over.family ?? 'picture'}`,
              priority: 2,
              family: 'picture',
            },
            ...{ symptom: 'camera', source: 'rule', trajectory, set: school.label, side: 'school', ...over },
          },
          now(),
        ),
      ),
    /** Everything that work waits for is done. */
    settled: () =>
      until('nothing is left to do', async () => (await plane.sql`select from work limit 1`).length === 0),
  }
}
export type Helpdesk = Awaited<ReturnType<typeof openHelpdesk>>

async function signInAsNamed(plane: TestControlPlane<HeldClock>, name: string): Promise<SignedIn> {
  const accountId = await addAccount(plane, name, ['helpdesk'])
  const { token } = await openSignInOf(plane, accountId)
  return { httpUrl: plane.httpUrl, cookie: `__Host-setwacht=${token}`, accountId }
}

/** What a command came to: `done`, or why not. */
export async function tell(
  person: SignedIn,
  no: number,
  command: string,
  body: object = {},
): Promise<string> {
  const answer = await tellAs(person, `/api/tickets/${no}/${command}`, body)
  const said = (await answer.json()) as { error?: string }
  return answer.ok ? 'done' : (said.error ?? String(answer.status))
}
export async function readTicket(person: SignedIn, no: number): Promise<TicketDetail> {
  return (await (await askAs(person, `/api/tickets/${no}`)).json()) as TicketDetail
}
export async function readQueue(person: SignedIn, query = ''): Promise<TicketsPage> {
  return (await (await askAs(person, `/api/tickets?${query}`)).json()) as TicketsPage
}
export const kindsOf = ({ timeline }: TicketDetail) => timeline.map(({ kind }) => kind)
