import { type FindingCode, findingOf } from '../findings.ts'
import type { PageLanguage } from '../help.ts'
import {
  type Audience,
  type NetworkCode,
  networkChecks,
  type PageAudience,
  type PageSentences,
  type Sentences,
} from './audiences.ts'
import { en } from './en.ts'
import { fr } from './fr.ts'
import { nl } from './nl.ts'
import { problemOfCode } from './problem-of-code.ts'
import { problems } from './problems.ts'

const consoleWords = { nl, en } as const satisfies Partial<Record<PageLanguage, Sentences>>
const pageWords: Record<PageLanguage, PageSentences> = { ...consoleWords, fr }
export type ConsoleLanguage = keyof typeof consoleWords

/** What a finding says to a person, in at most twelve words. */
export function sentenceOf(language: PageLanguage, audience: PageAudience, code: FindingCode): string
export function sentenceOf(language: ConsoleLanguage, audience: Audience, code: FindingCode): string
export function sentenceOf(language: PageLanguage, audience: Audience, code: FindingCode): string {
  const name = problemOfCode[code]
  switch (audience) {
    case 'child':
      return pageWords[language].child[problems[name].child]
    case 'parent':
    case 'teacher':
      return pageWords[language][audience][name]
    case 'school_ict':
      return isOfNetwork(code) ? ofConsole(language).school_ict[code] : ofConsole(language).helpdesk[code]
    case 'helpdesk':
      return ofConsole(language).helpdesk[code]
  }
}

/** The one next step of a person; undefined: what was found is as it should be. */
export function stepOf(language: PageLanguage, audience: PageAudience, code: FindingCode): string | undefined
export function stepOf(language: ConsoleLanguage, audience: Audience, code: FindingCode): string | undefined
export function stepOf(language: PageLanguage, audience: Audience, code: FindingCode): string | undefined {
  if (findingOf(code).outcome === 'ok') return undefined
  const { steps } = problems[problemOfCode[code]]
  if (audience === 'school_ict' || audience === 'helpdesk') return ofConsole(language).steps[steps[audience]]
  return pageWords[language].steps[steps[audience]]
}

/** The overloads let a language of the page alone through for those who read that page. */
function ofConsole(language: PageLanguage): Sentences {
  return consoleWords[language as ConsoleLanguage]
}

function isOfNetwork(code: FindingCode): code is NetworkCode {
  return (networkChecks as readonly string[]).includes(findingOf(code).check)
}
