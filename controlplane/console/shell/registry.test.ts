import { expect, test } from 'vitest'
import type { Words } from '../ui/words.ts'
import { having } from './areas.ts'
import { objectKinds, registry } from './registry.ts'
import { texts } from './texts.ts'

function says(words: Words, key: string): boolean {
  const found = key
    .split('.')
    .reduce<string | Words | undefined>((at, part) => (typeof at === 'object' ? at[part] : undefined), words)
  return typeof found === 'string'
}

test('what an action is called, and by what it is looked for, comes with its area', async () => {
  const base = await texts.nl()
  for (const { actions } of having('actions')) {
    const own = await actions.texts.nl()
    const all = [actions.anywhere, ...objectKinds.map(kind => actions[kind])].flatMap(some => [
      ...(some ?? []),
    ])
    expect(all.length).toBeGreaterThan(0)
    for (const { verb, synonyms } of all)
      for (const key of synonyms === undefined ? [verb] : [verb, synonyms])
        expect(says(own, key as string) || says(base, key as string), `${key}`).toBe(true)
  }
})

test('no two actions for one object are called the same, and no key does two things', () => {
  for (const kind of ['pages', 'anywhere', ...objectKinds] as const) {
    const verbs = registry[kind].map(({ verb }) => verb)
    expect(new Set(verbs).size, kind).toBe(verbs.length)
  }
  const keys = registry.anywhere.flatMap(({ keys = [] }) => keys)
  expect(new Set(keys).size).toBe(keys.length)
})
