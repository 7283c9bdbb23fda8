import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { HelpCase } from '../../controlplane/help/api.ts'
import { connectHandSet, type HandSet } from '../support/hand-set.ts'
import { askAs, tellAs } from '../support/people.ts'
import type { RegisteredPair } from '../support/registration.ts'
import { until } from '../support/until.ts'
import { type Helpdesk, monday, openHelpdesk, readTicket, tell } from './ticket-ground.ts'

let desk: Helpdesk
let pair: RegisteredPair
let set: HandSet
let seq = 0
beforeAll(async () => {
  desk = await openHelpdesk()
})
afterAll(() => desk.plane.stop())
beforeEach(async () => {
  await desk.goTo(monday)
  pair = await desk.newPair()
  set = await connectHandSet({ deviceId: pair.home.deviceId, mqttPort: desk.plane.mqttPort })
  seq = 0
  await set.hello()
  return () => set.goodbye()
})

/** What judges adds to the timeline too, whenever it looks. */
async function doneByPeople(no: number) {
  const { timeline } = await readTicket(desk.people.noor, no)
  return timeline.flatMap(({ kind, actor }) => (actor?.firstName === 'Lieve' ? [kind] : []))
}

/** Somebody presses, and whoever judges opens a ticket for it. */
async function press() {
  const id = randomUUID()
  seq += 1
  await set.send('help', seq, { press: id, picture: 'see', by: 'child', language: 'nl', withdrawn: false })
  await set.acknowledges(seq)
  const [help] = await cases()
  const no = await until('there is a ticket', async () => {
    const [row] = await desk.plane.sql<{ no: number }[]>`
      select t.no from ticket_cases c join tickets t on t.id = c.ticket_id where c.case_id = ${help!.id}`
    return row?.no
  })
  return { press: id, help: help!.id, no }
}
async function cases(): Promise<HelpCase[]> {
  const answer = await askAs(desk.people.lieve, `/api/sets/${pair.home.label}/help`)
  return ((await answer.json()) as { cases: HelpCase[] }).cases
}
const tells = (id: string, state: string) =>
  until(
    `the set hears ${state}`,
    () => set.helpStates.filter(one => one.press === id).at(-1)?.state === state,
  )
const helpTo = (id: string, act: string, body: object = {}) =>
  tellAs(desk.people.lieve, `/api/help/${id}/${act}`, body)
const becomes = (no: number, state: string) =>
  until(`the ticket is ${state}`, async () => (await readTicket(desk.people.noor, no)).ticket.state === state)

test('what is done with the ticket is done with the call for help, and the set hears each step', async () => {
  const { lieve } = desk.people
  const { press: id, no } = await press()
  await tell(lieve, no, 'look')
  await tells(id, 'seen')
  await tell(lieve, no, 'claim')
  await tells(id, 'taken')
  expect((await cases())[0]?.takenBy?.firstName).toBe('Lieve')
  await tell(lieve, no, 'release')
  await tells(id, 'seen')
  await tell(lieve, no, 'claim')
  await tell(lieve, no, 'resolve', { cause: 'user', solution: 'nothing_needed', fixedBy: 'itself' })
  await tells(id, 'closed')
  expect((await cases())[0]?.outcome).toBe('not_needed')
  await tell(lieve, no, 'reopen')
  await tells(id, 'taken')
  expect(await doneByPeople(no)).toEqual(['claimed', 'released', 'claimed', 'resolved', 'reopened'])
})

test('what is done with the call for help is done with its ticket', async () => {
  const { help, no } = await press()
  await helpTo(help, 'take')
  await becomes(no, 'open')
  expect((await readTicket(desk.people.noor, no)).ticket.owner?.firstName).toBe('Lieve')
  expect(await tell(desk.people.noor, no, 'claim')).toBe('ticket_taken')
  await helpTo(help, 'give-back')
  await becomes(no, 'new')
  await helpTo(help, 'take')
  await becomes(no, 'open')
  await helpTo(help, 'close', { outcome: 'solved' })
  await becomes(no, 'resolved')
  expect(await doneByPeople(no)).toEqual(['claimed', 'released', 'claimed', 'resolved'])
  const acts = await desk.plane.sql<{ act: string }[]>`
    select act from audit_log where subject = ${`ticket:${no}`} order by no`
  expect(acts.map(({ act }) => act)).toEqual([
    ...['ticket_claimed', 'ticket_released', 'ticket_claimed', 'ticket_resolved'],
  ])
})

test('who took the call for help has its ticket, whoever else claims it at that moment', async () => {
  const { help, no } = await press()
  const said = await Promise.all([
    helpTo(help, 'take').then(({ ok }) => (ok ? 'lieve' : '')),
    tell(desk.people.noor, no, 'claim').then(word => (word === 'done' ? 'noor' : '')),
  ])
  const [winner] = said.filter(Boolean)
  expect(said.filter(Boolean)).toHaveLength(1)
  await until('both say the same', async () => {
    const { ticket } = await readTicket(desk.people.lieve, no)
    return ticket.owner?.firstName.toLowerCase() === winner
  })
  expect((await cases())[0]?.takenBy?.firstName.toLowerCase()).toBe(winner)
})

test('a call that was taken back is not taken by who claims its ticket', async () => {
  const { help, no, press: id } = await press()
  await set.send('help', ++seq, { press: id, picture: 'see', by: 'child', language: 'nl', withdrawn: true })
  await set.acknowledges(seq)
  // Who judges may have seen it first: then nobody has to do anything any more.
  expect(['done', 'ticket_solved']).toContain(await tell(desk.people.lieve, no, 'claim'))
  expect((await cases()).find(one => one.id === help)?.takenAt).toBeNull()
})
