import { expect, test } from 'vitest'
import { en } from './en.ts'
import { nl } from './nl.ts'

type Words = { readonly [key: string]: string | Words }

function sentences(words: Words, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[`${path}${key}`, value]] : sentences(value, `${path}${key}.`),
  )
}

const gapsOf = (sentence: string) => (sentence.match(/\{\{\w+\}\}/g) ?? []).toSorted()

test('every sentence has the same gaps to fill in both languages', () => {
  const english = new Map(sentences(en))
  for (const [path, dutch] of sentences(nl))
    expect(gapsOf(english.get(path) ?? ''), path).toEqual(gapsOf(dutch))
})

test('no sentence on screen is longer than twelve words', () => {
  for (const [path, text] of [...sentences(nl), ...sentences(en)]) {
    for (const sentence of text.split(/[.?!] /))
      expect(sentence.split(' ').length, path).toBeLessThanOrEqual(12)
  }
})
