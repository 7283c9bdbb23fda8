import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { issueAnswerLink } from '../../controlplane/people/link/actions.ts'
import { changes, everyRoute, reads, rightRequest } from '../support/every-route.ts'
import type { RightRequest } from '../support/every-route-asked.ts'
import { type Ground, layGround } from '../support/every-route-ground.ts'
import { sendTo } from '../support/every-route-send.ts'
import { chosenTexts, isTaken, takenWrongly } from '../support/hostile-choice.ts'
import { placesOf, withAt } from '../support/hostile-text.ts'
import { type SignedIn, signInAs } from '../support/people.ts'
import { digestAnew, digestOf } from '../support/table-digests.ts'

/** Longer than any answer takes, shorter than what the texts ask the database to sleep. */
const answerMsMax = 10_000
/** Ends the sign-in that asks, or is an event stream: they take no text. */
const withoutText = ['POST /api/sign-out', 'GET /api/nudges']

/** Unlike what was expected, not there, in the way of something else, too long, too often. */
const refused = [400, 404, 409, 413, 414, 422, 429, 431]
/** Towards the identity provider and back a browser is sent on, at worst to the page that says why not. */
const journeys = [302]

let ground: Ground
let everybody: SignedIn
/** Another system, with a token for all that one may read. */
let program: SignedIn

beforeAll(async () => {
  ground = await layGround()
  everybody = ground.everybody
  program = await signInAs(ground.plane, 'read_tickets')
  // That it was used at all is written down once.
  await sendTo('GET /api/link/tickets', program, {})
})
afterAll(() => ground.plane.stop())

const rightOf = (key: string) => rightRequest(key, { ground, asker: everybody, whose: 'others' })
const readerOf = (key: string) => (everyRoute[key]!.policy === 'readTickets' ? program : everybody)
const takesText = (key: string) => !withoutText.includes(key)

/** Rows that an answer shows. */
async function countRows(answer: Response): Promise<number> {
  if (answer.headers.get('content-type')?.startsWith('text/csv'))
    return (await answer.text()).trimEnd().split('\r\n').length - 1
  const body = (await answer.json()) as { rows?: []; accounts?: []; pairs?: [] }
  return (body.rows ?? body.accounts ?? body.pairs ?? []).length
}

type Wrong = { place: string; text: unknown; status: number; rows?: number }

/** Puts every hostile text at every place of a request that reads, and tells what came of it that should not. */
async function tryReading(key: string): Promise<Wrong[]> {
  const wrong: Wrong[] = []
  const right = await rightOf(key)
  for (const { place, fitting, refused: unfit } of chosenTexts(key)) {
    const request = (text: string) => sendTo(key, readerOf(key), withAt(right, place, text), late())
    await Promise.all(
      [...fitting, ...unfit].map(async text => {
        const answer = await request(text)
        const { status } = answer
        const rows = status === 200 ? await countRows(answer) : 0
        if (rows > 0 || ![200, ...journeys, ...refused].includes(status))
          wrong.push({ place: place.join('.'), text: text.slice(0, 60), status, rows })
      }),
    )
  }
  return wrong
}

const asked = { object: 'ticket:1', audience: 'school', question: 'works_again', language: 'nl' } as const
const noTexts = [['a'], { $ne: '' }, { length: 3 }, 7, true, [[['a']]]]
/** All are judged by the schema; over the line goes one a place in a slice, from place to place another. */
const isSent = (order: number, turn: number) => inject('faults') === 'full' || turn % noTexts.length === order
const late = () => ({ signal: AbortSignal.timeout(answerMsMax) })

/** Where any text may stand, it is stored as it is: found again by what the request itself named. */
const readBack: Record<string, (request: RightRequest) => Promise<unknown>> = {
  'POST /api/locations': async ({ body }) => {
    const { code } = (body as { items: [{ code: string }] }).items[0]
    const [row] = await ground.plane.sql`
      select code, kind, name, municipality, provider from locations where code = ${code}`
    return { items: [row] }
  },
  'POST /api/sets': async ({ body }) => {
    const { label } = (body as { items: [{ label: string }] }).items[0]
    const { sql } = ground.plane
    const [set] = await sql`select label, kind from sets where label = ${label}`
    const components = await sql`
      select type, make, model, serial from components c join sets s on s.id = c.set_id where s.label = ${label}`
    return { items: [{ ...set, components: [...components] }] }
  },
  'PUT /api/locations/:code/address': async ({ params }) => {
    const answer = await sendTo('GET /api/locations/:code/address', everybody, { params: params! })
    return ((await answer.json()) as { address: unknown }).address
  },
}

describe('text stays text', () => {
  test.each(reads.filter(takesText))(
    '%s shows nothing for it, and nothing is other than before',
    async key => {
      const right = await rightOf(key)
      const before = await digestOf(ground.plane)
      expect(takenWrongly(key, right)).toEqual([])
      expect(await tryReading(key)).toEqual([])
      expect(await digestOf(ground.plane)).toEqual(before)
      expect((await sendTo(key, readerOf(key), right)).status).toBeLessThan(500)
    },
    120_000,
  )

  test.each(changes.filter(takesText))(
    '%s refuses it or stores it as it is',
    async key => {
      const wrong: Wrong[] = []
      let right = await rightOf(key)
      expect(takenWrongly(key, right)).toEqual([])
      for (const { place, fitting, refused: unfit } of chosenTexts(key)) {
        let before = await digestOf(ground.plane)
        const put = async (text: string, mayStay: boolean) => {
          const request = withAt(right, place, text)
          const { status } = await sendTo(key, everybody, request, late())
          const isStored = status === 200 && mayStay
          if (!isStored && !refused.includes(status))
            wrong.push({ place: place.join('.'), text: text.slice(0, 60), status })
          return isStored ? request : undefined
        }
        // What may be stored goes one by one, and from each on there is another right request.
        for (const text of fitting) {
          const stored = await put(text, true)
          if (stored === undefined) continue
          if (readBack[key]) expect(await readBack[key](stored)).toEqual(stored.body)
          right = await rightOf(key)
          before = await digestOf(ground.plane)
        }
        await Promise.all(unfit.map(text => put(text, false)))
        expect(await digestOf(ground.plane)).toEqual(before)
      }
      expect(wrong).toEqual([])
    },
    120_000,
  )

  test('in every place something that is no text at all is refused', async () => {
    const wrong: Wrong[] = []
    const { sql, clock } = ground.plane
    const link = await sql.begin(tx => issueAnswerLink(tx, asked, clock.now()))
    for (const [turn, key] of changes.filter(takesText).entries()) {
      const right = await rightOf(key)
      // Whoever has no link hears nothing of what stands behind it.
      const asker = everyRoute[key]!.policy === 'answerByLink' ? { ...everybody, link } : everybody
      const before = await digestOf(ground.plane)
      const inBody = placesOf(everyRoute[key]!).filter(({ place: [part] }) => part === 'body')
      const tried = inBody.flatMap(({ place }, at) =>
        noTexts.map((value, order) => ({ place, value, isSent: isSent(order, turn + at) })),
      )
      await Promise.all(
        tried.map(async ({ place, value, isSent }) => {
          if (isTaken(everyRoute[key]!, withAt(right, place, value), 'body'))
            wrong.push({ place: `${key} ${place.join('.')}`, text: value, status: 0 })
          if (!isSent) return
          const { status } = await sendTo(key, asker, withAt(right, place, value), late())
          if (status !== 400 && status !== 429)
            wrong.push({ place: `${key} ${place.join('.')}`, text: value, status })
        }),
      )
      expect(await digestOf(ground.plane)).toEqual(before)
    }
    expect(wrong).toEqual([])
  })
})

test('what was kept of the tables by the way is what stands in them', async () => {
  expect(await digestOf(ground.plane)).toEqual(await digestAnew(ground.plane.sql))
})
