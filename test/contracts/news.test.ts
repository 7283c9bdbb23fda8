import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isMadeOld, namedIn } from '../../controlplane/console/data/freshness.ts'
import { news } from '../../controlplane/console/shell/areaNews.ts'
import type { Nudge } from '../../controlplane/overview/nudge/api.ts'
import { changes, everyRoute, rightRequest } from '../support/every-route.ts'
import type { RightRequest } from '../support/every-route-asked.ts'
import { type Ground, layGround } from '../support/every-route-ground.ts'
import { sendTo } from '../support/every-route-send.ts'
import { openStream, type Stream } from '../support/nudge-stream.ts'
import { until } from '../support/until.ts'

const console = join(import.meta.dirname, '../../controlplane/console')
/** They want a link, a mail server or a set that is not there, end the sign-in that asks, or give back what somebody took. */
const elsewhere = [
  'POST /api/sign-out',
  'POST /api/sign-in/link',
  'POST /api/sets/:label/ping',
  'POST /api/sets/:label/check',
  'POST /api/duty/:id/give-back',
  'POST /api/link/answer',
  'POST /api/mails/test',
]
/** Longer than news is gathered. */
const gatheredMs = 250

type Question = { name: string; key: string; request: RightRequest }

/** Which question of the console asks which route, as its files say: the last key before each asking. */
function questionsOf(): [name: string, key: string][] {
  const pattern = /\b(?:queryKey: |key: |\w*[kK]ey = )\['([\w-]+)'|\bask\(\s*[`']([^`']+)/g
  const files = globSync('*/**/*.{ts,tsx}', { cwd: console, exclude: ['dist/**', '**/*.test.*'] })
  const found = files.flatMap(file => {
    let name: string | undefined
    return [...readFileSync(join(console, file), 'utf8').matchAll(pattern)].flatMap(
      ([, key, address]): [string, string][] => {
        if (key !== undefined) name = key
        return address === undefined || name === undefined ? [] : [[name, `GET ${address}`]]
      },
    )
  })
  return [...new Map(found.map(pair => [pair.join(), pair])).values()].filter(
    ([name]) => Object.keys(news[name]?.when ?? {}).length > 0,
  )
}

/** Nobody shuts their own account. */
const whoseOf = (key: string) => (key.includes('/accounts/') ? 'others' : 'own')

let ground: Ground
let stream: Stream
let questions: Question[]

beforeAll(async () => {
  ground = await layGround()
  const { everybody: asker } = ground
  stream = await openStream(asker)
  questions = await Promise.all(
    questionsOf().map(async ([name, key]) => ({
      name,
      key,
      request: await rightRequest(key, { ground, asker, whose: 'own' }),
    })),
  )
})
afterAll(() => {
  stream.stop()
  return ground.plane.stop()
})

/** What every question is answered now. */
function readAll(): Promise<unknown[]> {
  return Promise.all(
    questions.map(async ({ key, request }) => {
      const answer = await sendTo(key, ground.everybody, request)
      expect(answer.status, key).toBe(200)
      return answer.json()
    }),
  )
}

/** When nothing is left to follow from what was done, and what it told has been heard. */
async function calm(): Promise<void> {
  await settled()
  await pause(gatheredMs)
}

async function settled(): Promise<void> {
  const { sql } = ground.plane
  await until('what follows is done', async () => (await sql`select from work limit 1`).length === 0)
}

function isAskedAgain({ name, request }: Question, told: readonly Nudge[], answer: unknown): boolean {
  const row = news[name]!
  const key = [name, Object.values(request.params ?? {})[0]]
  return told.some(nudge => (row.isOwn ? namedIn(nudge, row).length > 0 : isMadeOld(nudge, row, key, answer)))
}

test('every question that news makes old asks a route', () => {
  const asked = new Set(questions.map(({ name }) => name))
  const wanted = Object.keys(news).filter(name => Object.keys(news[name]!.when).length > 0)
  expect(wanted.filter(name => !asked.has(name))).toEqual([])
  expect(questions.every(({ key }) => key in everyRoute)).toBe(true)
})

test.each(changes.filter(key => !elsewhere.includes(key)))(
  'whoever sees what %s changes asks again',
  async key => {
    const request = await rightRequest(key, { ground, asker: ground.everybody, whose: whoseOf(key) })
    await calm()
    const before = await readAll()
    const heard = stream.nudges().length
    const answer = await sendTo(key, ground.everybody, request)
    expect(answer.status, await answer.text()).toBeLessThan(300)
    await settled()
    const after = await readAll()
    const changed = questions.filter((_, at) => JSON.stringify(before[at]) !== JSON.stringify(after[at]))
    const missed = () => {
      const told = stream.nudges().slice(heard)
      return changed.filter(question => !isAskedAgain(question, told, before[questions.indexOf(question)]))
    }
    await expect.poll(() => missed().map(({ name }) => name)).toEqual([])
  },
)
