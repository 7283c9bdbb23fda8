import type { CheckName, CodesOf, FindingCode } from '../findings.ts'
import type { ProblemName, SymptomName } from './problems.ts'
import type { PageStep, Step } from './steps.ts'

/** Who is told. The first three read the page on the set; that page speaks more languages than the console. */
export const pageAudiences = ['child', 'parent', 'teacher'] as const
export type PageAudience = (typeof pageAudiences)[number]
export const audiences = [...pageAudiences, 'school_ict', 'helpdesk'] as const
export type Audience = (typeof audiences)[number]

/** What school ICT is told to the port and protocol; of the rest it hears what the helpdesk hears. */
export const networkChecks = [
  'interface',
  'signal',
  'gateway',
  'dns',
  'doors',
  'proxy',
  'tls',
  'udp',
  'line',
] as const satisfies CheckName[]
export type NetworkCode = {
  [Check in (typeof networkChecks)[number]]: CodesOf<Check>
}[(typeof networkChecks)[number]]

/** A language of the page on the set. A sentence that is missing does not compile. */
export type PageSentences = {
  child: Record<SymptomName, string>
  parent: Record<ProblemName, string>
  teacher: Record<ProblemName, string>
  steps: Record<PageStep, string>
}

/** A language of the console too. */
export type Sentences = Omit<PageSentences, 'steps'> & {
  school_ict: Record<NetworkCode, string>
  helpdesk: Record<FindingCode, string>
  steps: Record<Step, string>
}
