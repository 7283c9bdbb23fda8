import { expect, test } from 'vitest'
import { bringing } from '../../controlplane/bringing.ts'

const twice = (names: readonly string[]) => names.filter((name, at) => names.indexOf(name) !== at)

test('no two features bring the same route, and no two the same act', () => {
  expect(twice(bringing('api').flatMap(({ api }) => Object.keys(api)))).toEqual([])
  expect(twice(bringing('acts').flatMap(({ acts }): readonly string[] => acts))).toEqual([])
})
