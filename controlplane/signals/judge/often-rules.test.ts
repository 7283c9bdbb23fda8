import fc from 'fast-check'
import { expect, test } from 'vitest'
import { randomStory, storySeconds } from '../../../test/judging/random-story.ts'
import { type Turn, tell } from '../../../test/judging/story.ts'

const toldBy = (turns: readonly Turn[], every?: number) => {
  const { decisions, effects, tickets } = tell(turns, { until: storySeconds, ...(every && { every }) })
  return { decisions, effects, tickets }
}

test('it makes no difference how often one looks', () => {
  fc.assert(
    fc.property(randomStory, turns => {
      const byTouch = toldBy(turns)
      expect(toldBy(turns, 5)).toEqual(byTouch)
    }),
    { numRuns: 20 },
  )
  fc.assert(
    fc.property(randomStory, turns => {
      expect(toldBy(turns, 1)).toEqual(toldBy(turns))
    }),
    { numRuns: 3 },
  )
})
