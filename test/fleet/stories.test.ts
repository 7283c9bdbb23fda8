import { expect, test } from 'vitest'
import { earliestLesson, latestLesson } from '../../controlplane/locations/hours/rules.ts'
import { settingsOf } from '../../controlplane/signals/settings/rules.ts'
import { type Counted, seeStorms } from '../../controlplane/signals/storm/rules.ts'
import { writeDemo } from './demo-register.ts'
import { castScenarios } from './scenarios.ts'
import { readStorySettings } from './settings.ts'
import { storyNames } from './stories.ts'
import { dayAround } from './timetables.ts'

const size = { pairs: 40, seed: 1 }
const usual = writeDemo('usual', size)

/** Storms that the demonstration makes while these sets are cut, all whose lesson has begun being expected. */
function stormsOf({ population, story }: typeof usual, cut: readonly string[]): string[] {
  const places = new Map(population.places.map(place => [place.code, place]))
  const counted = population.trajectories
    .filter(({ code }) => story.begun.has(code))
    .flatMap(({ home, school }) => [home, school])
    .map(({ set, location }): Counted => {
      const { provider } = places.get(location)!
      return { label: set!, location, provider, lostSince: cut.includes(set!) ? 0 : null }
    })
  return seeStorms(counted, new Map(), settingsOf({}), 0).flatMap(({ key, seen }) =>
    seen.holds ? [key] : [],
  )
}

test('in the usual story a camera, a press, a school and a restless set come within three minutes, to sets that are well', () => {
  const { population, story } = usual
  const steady = castScenarios(population.sets, size.seed, 'steady')
  const what = story.deeds.map(({ what, isOn, sets }) => `${what} ${isOn} ${sets.length}`)
  expect([...new Set(what)].toSorted()).toEqual([
    ...['asking true 1', 'cut false 4', 'cut true 4'],
    ...['noCamera false 1', 'noCamera true 1', 'restless true 1'],
  ])
  for (const { at, sets, says } of story.deeds) {
    expect(at).toBeLessThanOrEqual(180)
    for (const set of sets) expect(steady.has(set), says).toBe(false)
  }
  // Each happens to others: seven sets in all.
  expect(new Set(story.deeds.flatMap(({ sets }) => sets)).size).toBe(7)
  expect(story.begun.size).toBe(7)
  const school = story.deeds.find(({ sets }) => sets.length > 1)!.sets
  const at = new Set(
    population.trajectories.flatMap(({ school: { set, location } }) =>
      set && school.includes(set) ? [location] : [],
    ),
  )
  expect(at.size).toBe(1)
})

test('in the storm some 60 % of the sets of one provider go, and that is a storm of the provider and of nothing wider', () => {
  const storm = writeDemo('storm', size)
  const [fails, mends] = storm.story.deeds
  expect(fails!.sets).toEqual(mends!.sets)
  const [key, ...more] = stormsOf(storm, fails!.sets).filter(each => !each.startsWith('location:'))
  expect(key).toMatch(/^provider:/)
  expect(more).toEqual([])
})

test('whose lesson has begun is in it at every minute at which there are lessons, for as long as the day goes on', () => {
  for (let minute = earliestLesson; minute < latestLesson - 30; minute++) {
    const on = dayAround(minute, 7, true).find(([from, until]) => from <= minute && minute < until)
    expect(on?.[1], `at ${minute}`).toBeGreaterThanOrEqual(Math.min(minute + 40, latestLesson))
  }
})

test('a quiet demonstration does nothing to anybody, and one that is not known says which there are', () => {
  const { troubles, deeds } = writeDemo('quiet', size).story
  expect([troubles, deeds]).toEqual(['none', []])
  expect(readStorySettings({})).toEqual({ story: 'usual', pace: 1 })
  expect(() => readStorySettings({ STORY: 'strom' })).toThrow(storyNames.join(', '))
})
