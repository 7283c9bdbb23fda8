import Type from 'typebox'
import type { LessonClock } from '../lessons/clock/live.ts'
import type { Viewer } from '../people/viewer/queries.ts'
import type { Http } from '../platform/http/http.ts'
import type { PersonalData } from '../platform/keys/personal-data.ts'
import type { Database } from '../platform/postgres/database.ts'
import { SetLabel } from '../sets/api.ts'
import { Refusal } from './api.ts'
import { readBoardChildren } from './board/actions.ts'
import { Board, BoardQuery } from './board/api.ts'
import { findBoardPairs, findQuestioned, judgePairs } from './board/queries.ts'
import { SetDetail } from './set/api.ts'
import { findDeviceNo, findSet, isSetOf } from './set/queries.ts'
import { Series, SeriesQuery, Timeline, TimelineQuery } from './set/series-api.ts'
import { findSeries, findTimeline } from './set/series-queries.ts'
import { SetsPage, SetsQuery } from './sets/api.ts'
import { findSets } from './sets/queries.ts'
import { BoardChildren, BoardChildrenQuery } from './trajectories/api.ts'

const ByLabel = Type.Object({ label: SetLabel }, { additionalProperties: false })

type Parts = { sql: Database; personal: PersonalData; lessons: LessonClock; now(): number }

/** The pages that join: board, list of sets, one set. */
export function overviewRoutes(app: Http, { sql, personal, lessons, now }: Parts): void {
  const ofOne = {
    policy: 'seeSets',
    isOwn: (request: { params: unknown }, accountId: string) =>
      isSetOf(sql, (request.params as { label: string }).label, accountId),
  } as const
  app.get(
    '/api/board',
    { schema: { querystring: BoardQuery, response: { 200: Board } }, config: { policy: 'seeSets' } },
    async request => {
      const at = now()
      const [pairs, questioned] = await Promise.all([
        findBoardPairs(sql, request.query.sets?.split(','), ownOf(request.viewer)),
        findQuestioned(sql, ownOf(request.viewer)),
        lessons.catchUp(),
      ])
      return { at, pairs: judgePairs(pairs, lessons, at), questioned: [...questioned] }
    },
  )

  app.get(
    '/api/board/children',
    {
      schema: { querystring: BoardChildrenQuery, response: { 200: BoardChildren } },
      config: { policy: 'seeChildren' },
    },
    async ({ query, viewer }, reply) => {
      const asked = {
        codes: query.of.split(','),
        counsellor: ownOf(viewer),
        actor: viewer.accountId,
        now: now(),
      }
      const children = await readBoardChildren({ sql, personal, lessons }, asked)
      return reply.header('cache-control', 'no-store').send({ children })
    },
  )

  app.get(
    '/api/sets',
    { schema: { querystring: SetsQuery, response: { 200: SetsPage } }, config: { policy: 'seeSets' } },
    async request => {
      const at = now()
      return { at, ...(await findSets(sql, { ...request.query, ofCounsellor: ownOf(request.viewer) }, at)) }
    },
  )

  app.get(
    '/api/sets/:label',
    { schema: { params: ByLabel, response: { 200: SetDetail, 404: Refusal } }, config: ofOne },
    async (request, reply) => {
      const { label } = request.params
      return (await findSet(sql, label, now(), lessons)) ?? reply.status(404).send(unknownSet(label))
    },
  )

  app.get(
    '/api/sets/:label/series',
    {
      schema: { params: ByLabel, querystring: SeriesQuery, response: { 200: Series, 404: Refusal } },
      config: ofOne,
    },
    async (request, reply) => {
      const { label } = request.params
      const deviceNo = await findDeviceNo(sql, label)
      if (deviceNo === undefined) return reply.status(404).send(unknownSet(label))
      return findSeries(sql, deviceNo, request.query.span, now())
    },
  )

  app.get(
    '/api/sets/:label/timeline',
    {
      schema: { params: ByLabel, querystring: TimelineQuery, response: { 200: Timeline, 404: Refusal } },
      config: ofOne,
    },
    async (request, reply) => {
      const { label } = request.params
      const deviceNo = await findDeviceNo(sql, label)
      if (deviceNo === undefined) return reply.status(404).send(unknownSet(label))
      if (deviceNo === null) return { entries: [], next: null }
      const { before, kind } = request.query
      return findTimeline(sql, deviceNo, before === undefined ? now() + 1 : Number(before), kind)
    },
  )
}

/** The counsellor to whose trajectories the answer is limited; undefined: it is not. */
function ownOf({ reach, accountId }: Viewer): string | undefined {
  return reach === 'own' ? accountId : undefined
}

function unknownSet(label: string) {
  return {
    error: 'unknown_set',
    message: `No set has the label ${label}.`,
    where: label,
    expected: 'the label of a registered set',
  }
}
