import type { Receivers } from '../../platform/intake/contract.ts'
import { queueWork } from '../../platform/work/actions.ts'
import { type EndOfLessons, recordToday } from '../today/actions.ts'

type Parts = { lessons: { endOfLessons: EndOfLessons }; now(): number }

/** What a set says of its day changes the lessons of whom it serves. */
export function lessonReceivers({ lessons: { endOfLessons }, now }: Parts): Receivers<'today'> {
  return {
    async today(tx, said) {
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
