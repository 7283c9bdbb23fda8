import { Readable } from 'node:stream'
import { todayAt } from '../calendar/day/rules.ts'
import type { LessonClock } from '../lessons/clock/live.ts'
import { writeList } from '../platform/files/table/words.ts'
import { tableTypes } from '../platform/files/table/write.ts'
import type { Http } from '../platform/http/http.ts'
import { serve } from '../platform/http/serve.ts'
import type { PersonalData } from '../platform/keys/personal-data.ts'
import type { Nudges } from '../platform/nudges.ts'
import type { Database } from '../platform/postgres/database.ts'
import { recordSetsExport } from '../sets/actions.ts'
import { isSetOf } from '../trajectories/queries.ts'
import { readBoardChildren } from './board/actions.ts'
import { findBoard } from './board/whole-queries.ts'
import { findDevices } from './devices/queries.ts'
import { refreshListed } from './listed/actions.ts'
import { setPagesApi } from './pages-api.ts'
import { findDeviceNo, findSet } from './set/queries.ts'
import { findSeries } from './set/series-queries.ts'
import { findTimeline } from './set/timeline-queries.ts'
import { setFileColumns } from './sets/file-api.ts'
import { countExported, findSets, streamSets } from './sets/queries.ts'

type Parts = {
  sql: Database
  personal: PersonalData
  nudges: Pick<Nudges, 'tell'>
  lessons: LessonClock
  now(): number
}

const unknownSet = (where: string) => ({ ok: false, refusal: 'unknown_set', where }) as const

/** The pages that join: board, sets and one set, with what it measured and how it changed. */
export function setPagesRoutes(app: Http, { sql, personal, nudges, lessons, now }: Parts): void {
  const owners = { set: ({ label = '' }, accountId: string) => isSetOf(sql, label, accountId) }

  serve(
    app,
    setPagesApi,
    { now, nudges, owners },
    {
      'GET /api/board': async ({ query, own, viewer: { roles }, by: { now } }) => {
        await refreshListed(sql)
        const asked = { names: query.sets?.split(','), counsellor: own, roles, now }
        return findBoard({ sql, personal, lessons }, asked)
      },
      'GET /api/board/children': async ({ query, own, by }) => {
        const asked = { codes: query.of.split(','), counsellor: own, ...by }
        return { children: await readBoardChildren({ sql, personal, lessons }, asked) }
      },
      'GET /api/sets': async ({ query, own, by: { now: at } }) => {
        await refreshListed(sql)
        return { at, ...(await findSets(sql, { ...query, ofCounsellor: own }, at)) }
      },
      'GET /api/sets/export': async ({ query, by }) => {
        await refreshListed(sql)
        const { as = 'csv', language = 'nl', words, ...asked } = query
        await recordSetsExport(sql, { rows: await countExported(sql, asked), as }, by)
        const list = await writeList({ as, language, words }, setFileColumns, streamSets(sql, asked, by.now))
        if (!list) return { ok: false, refusal: 'too_many_for_workbook' }
        return { name: `sets-${todayAt(by.now)}.${as}`, type: tableTypes[as], content: Readable.from(list) }
      },
      'GET /api/sets/:label': async ({ params: { label }, by }) => {
        await refreshListed(sql)
        return (await findSet(sql, label, by.now, lessons)) ?? unknownSet(label)
      },
      'GET /api/sets/:label/series': async ({ params: { label }, query, by }) => {
        const deviceNo = await findDeviceNo(sql, label)
        return deviceNo === undefined ? unknownSet(label) : findSeries(sql, deviceNo, query, by.now)
      },
      'GET /api/sets/:label/timeline': async ({ params: { label }, query, by }) => {
        const deviceNo = await findDeviceNo(sql, label)
        if (deviceNo === undefined) return unknownSet(label)
        if (deviceNo === null) return { day: query.day ?? todayAt(by.now), entries: [], next: null }
        return findTimeline(sql, deviceNo, query, by.now)
      },
      'GET /api/devices': async ({ query, by: { now: at } }) => {
        await refreshListed(sql)
        return { at, ...(await findDevices(sql, query, at)) }
      },
    },
  )
}
