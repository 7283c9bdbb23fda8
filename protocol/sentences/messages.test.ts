import { expect, it } from 'vitest'
import { messageAnswers, messageSentences } from '../message.ts'
import { pageAudiences } from './audiences.ts'
import { answerWordOf, messageSentenceOf } from './messages.ts'

const languages = ['nl', 'en', 'fr'] as const
const everything = languages.flatMap(language =>
  pageAudiences.flatMap(audience =>
    messageSentences.map(code => ({
      who: `${language} ${audience}`,
      code,
      text: messageSentenceOf(language, audience, code),
    })),
  ),
)
const words = (text: string) => text.split(/\s+/).filter(word => /[\p{L}\p{N}]/u.test(word))

it('a message says one whole sentence of at most twelve words, without a number and without its code', () => {
  const wrong = everything.filter(
    ({ text, code }) =>
      words(text).length > 12 || !/^\p{Lu}[^.?!]*[.?]$/u.test(text) || /\d/.test(text) || text.includes(code),
  )
  expect(wrong).toEqual([])
})

it('a child is told nothing technical, nothing that frightens and nothing that blames', () => {
  const rule =
    /netwerk|verbinding|wifi|internet|fout|kapot|stuk\b|nooit|helpdesk|connection|network|error|broken|wrong|never|réseau|connexion|erreur|panne|jamais/i
  expect(everything.filter(({ who, text }) => who.endsWith('child') && rule.test(text))).toEqual([])
})

it('an answer is at most four words, and no two of a language are alike', () => {
  for (const language of languages) {
    const all = messageAnswers.map(answer => answerWordOf(language, answer))
    expect(all.filter(text => words(text).length > 4)).toEqual([])
    expect(new Set(all).size).toBe(messageAnswers.length)
  }
})
