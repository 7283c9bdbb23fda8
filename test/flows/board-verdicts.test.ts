import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Board } from '../../controlplane/overview/board/api.ts'
import type { BoardChildren } from '../../controlplane/overview/trajectories/api.ts'
import { type Look, somebody } from '../../controlplane/people/rules.ts'
import { brussels, passTime } from '../support/clock.ts'
import { openStream } from '../support/nudge-stream.ts'
import { askAs, type SignedIn, signInAs, tellAs } from '../support/people.ts'
import { until } from '../support/until.ts'
import { type LessonGround, startLessons } from './board-ground.ts'

let ground: LessonGround
let helpdesk: SignedIn

beforeAll(async () => {
  ground = await startLessons(8)
  helpdesk = await signInAs(ground.plane, 'helpdesk')
})
afterAll(() => ground?.stop())

const boardOf = async (person: SignedIn, sets = ''): Promise<Board> =>
  (await askAs(person, `/api/board${sets}`)).json() as Promise<Board>
const asLook = async (look: Look) => boardOf(await signInAs(ground.plane, look))
const pairOf = ({ pairs }: Board, code: string) => pairs.find(({ trajectory }) => trajectory === code)!

test('a child that waits stands on the board by its verdict, with the ticket and who has it, and is named', async () => {
  const { trajectory: code, ...pair } = ground.takePair()
  const child = { firstName: 'Elif', className: '6E' }
  await tellAs(ground.plane.admin, `/api/trajectories/${code}/child`, child, 'PUT')
  const home = await ground.comeOn(pair.home)
  const school = await ground.comeOn(pair.school)
  await ground.call(home, 'running', 'none')
  await ground.call(school, 'running', 'both')
  await ground.vanish(school, pair.school.label)
  await passTime(ground.plane, 30_000)
  expect(pairOf(await boardOf(helpdesk), code)).toMatchObject({ verdict: { verdict: 'connecting' } })
  const stream = await openStream(helpdesk)
  await passTime(ground.plane, 35_000)
  await until('the board is told', () => stream.heard.some(({ data }) => JSON.stringify(data).includes(code)))
  const waiting = pairOf(await boardOf(helpdesk), code)
  expect(waiting).toMatchObject({
    verdict: { verdict: 'child_waits_class_gone', side: 'school' },
    ticket: { state: 'new', priority: 1, symptom: 'child_waits_class_gone', owner: null },
  })
  expect(pairOf(await boardOf(helpdesk, `?sets=${pair.home.label}`), code)).toEqual(waiting)

  expect((await tellAs(helpdesk, `/api/tickets/${waiting.ticket!.no}/claim`, {})).status).toBe(200)
  const { ticket } = pairOf(await boardOf(helpdesk), code)
  expect(ticket).toMatchObject({ state: 'open', owner: { account: helpdesk.accountId } })
  expect(ticket!.owner!.firstName).not.toBe('')
  expect(pairOf(await asLook('wall'), code).ticket!.owner).toEqual(somebody)
  expect(pairOf(await asLook('logistics'), code)).not.toHaveProperty('ticket')
  expect(await childrenOf(code)).toEqual([{ trajectory: code, ...child }])
})

test('what is said of a lesson is not said any more once it is over', async () => {
  const { trajectory: code, ...pair } = ground.takePair()
  await ground.giveLesson(code, '10:03')
  const home = await ground.comeOn(pair.home)
  const school = await ground.comeOn(pair.school)
  await ground.call(home, 'running', 'both')
  await ground.call(school, 'running', 'both')
  await until('it is said', async () => pairOf(await boardOf(helpdesk), code).verdict?.verdict === 'good')
  expect(await childrenOf(code)).toEqual([])
  // A moment later, and nobody judged it anew.
  const { clock } = ground.plane
  await passTime(ground.plane, brussels('2026-11-23T10:03') - 1 - clock.now())
  clock.move(1)
  expect(pairOf(await boardOf(helpdesk), code)).toMatchObject({ lesson: { status: 'run_up' }, verdict: null })
  await ground.plane.runDue()
})

test('what a storm explains stands under the storm, asks for nobody and names no child', async () => {
  const trio = [ground.takePair(), ground.takePair(), ground.takePair()]
  const codes = trio.map(({ trajectory }) => trajectory)
  await ground.shareSchool(codes)
  await tellAs(
    ground.plane.admin,
    `/api/trajectories/${codes[0]}/child`,
    { firstName: 'Sam', className: null },
    'PUT',
  )
  for (const { home } of trio) await ground.call(await ground.comeOn(home), 'running', 'none')
  const schools = []
  for (const { school } of trio) schools.push(await ground.comeOn(school))
  for (const [index, set] of schools.entries()) await ground.vanish(set, trio[index]!.school.label)
  await passTime(ground.plane, 90_000)

  const { storms } = await boardOf(helpdesk, '?sets=none')
  expect(storms).toMatchObject([
    {
      rule: 'storm_location',
      place: { code: expect.any(String) },
      provider: null,
      went: 3,
      gone: 3,
      pairs: codes,
      ticket: { state: 'new', priority: 1, symptom: 'storm_location', owner: null },
    },
  ])
  expect(await childrenOf(...codes)).toEqual([])
  const stranger = await signInAs(ground.plane, 'counsellor')
  expect(await boardOf(stranger)).toMatchObject({ pairs: [], storms: [] })
  await ground.plane.sql`
    update trajectories set counsellor_id = ${stranger.accountId} where code = ${codes[1]!}`
  expect((await boardOf(stranger)).storms).toMatchObject([{ went: 3, pairs: [codes[1]] }])

  await ground.comeOn(trio[0]!.school)
  const [storm] = (await boardOf(helpdesk)).storms
  expect(storm).toMatchObject({ went: 3, gone: 2 })
})

const childrenOf = async (...codes: string[]): Promise<BoardChildren['children']> =>
  (await (await askAs(helpdesk, `/api/board/children?of=${codes.join(',')}`)).json()).children
