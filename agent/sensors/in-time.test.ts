import { describe, expect, it } from 'vitest'
import { known, unknown } from '../../test/support/planted-tree.ts'
import type { Read } from './asking.ts'
import { inTime } from './in-time.ts'

describe('a sensor', () => {
  it('that is slow does not answer, is not begun a second time before it ended, and then is asked anew', async () => {
    const runs: PromiseWithResolvers<Read<number>>[] = []
    const sense = inTime(() => {
      runs.push(Promise.withResolvers())
      return runs.at(-1)!.promise
    }, 20)
    expect([await sense(), await sense()]).toEqual(Array(2).fill(unknown('no_answer')))
    expect(runs).toHaveLength(1)
    runs[0]!.resolve({ ok: true, value: 1 })
    await runs[0]!.promise
    const answer = sense()
    await expect.poll(() => runs.length).toBe(2)
    runs[1]!.resolve({ ok: true, value: 2 })
    expect(await answer).toEqual(known(2))
  })
})
