import type { Receivers } from '../../platform/intake/contract.ts'
import { queueWork } from '../../platform/work/actions.ts'
import type { LessonClock } from '../clock/live.ts'
import { recordToday } from '../today/actions.ts'

type Parts = { lessons: Pick<LessonClock, 'catchUp' | 'endOfLessons'>; now(): number }

/** What a set says of its day changes the lessons of whom it serves. */
export function lessonReceivers({ lessons: { catchUp, endOfLessons }, now }: Parts): Receivers<'today'> {
  return {
    async today(tx, said) {
      // A timetable may have changed a moment ago: until when it holds is kept as it is said.
      await catchUp()
      const codes: string[] = []
      for (const { device, measuredAt: at, receivedAt, body } of said) {
        const code = await recordToday(tx, { ...body, deviceNo: device.no, at, receivedAt }, endOfLessons)
        if (code !== undefined) codes.push(code)
      }
      await queueWork(tx, 'lessons', codes, now())
      return []
    },
  }
}
