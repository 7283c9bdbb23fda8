import Type, { type Static } from 'typebox'
import { type Contracts, closed, Done } from '../../platform/http/api.ts'
import { linkAnswers, linkLanguages, linkQuestions } from './rules.ts'

/** From one address, which may be a whole school's. */
const triesPerMinuteMax = 120
/** Whoever brings a link is not known: no more is read than an answer takes. */
const answerBytesMax = 256

/** What is asked through a link: codes, no name, no place. */
const LinkedQuestion = Type.Object(
  {
    question: Type.Enum(Object.keys(linkQuestions) as (keyof typeof linkQuestions)[]),
    answers: Type.Array(Type.Enum(linkAnswers)),
    language: Type.Enum(linkLanguages),
  },
  closed,
)
export type LinkedQuestion = Static<typeof LinkedQuestion>

/** For who has a link and no account. Its token travels in the header `setwacht-link`, so that no address holds it. */
export const linkApi = {
  /** Changes nothing: programs that look through mails open links. */
  'GET /api/link': { policy: 'answerByLink', answer: LinkedQuestion, triesPerMinuteMax },
  /** Answers, once. */
  'POST /api/link/answer': {
    policy: 'answerByLink',
    body: Type.Object({ answer: Type.Enum(linkAnswers) }, closed),
    answer: Done,
    triesPerMinuteMax,
    bodyBytesMax: answerBytesMax,
    refusals: {
      link_over: {
        status: 404,
        message: 'This link works no more, or not for this.',
        expected: 'a new link',
      },
    },
  },
} as const satisfies Contracts
