import type { TFunction } from 'i18next'
import { helpAskers } from '../../../protocol/help.ts'
import { messageAnswers, messageSentences } from '../../../protocol/message.ts'
import { linkAnswers } from '../../people/link/rules.ts'
import type { TicketEntry, TicketRow } from '../../tickets/api.ts'
import { callDirections, callees } from '../../tickets/call/rules.ts'
import { cancelReasons, causes, fixers, lowerReasons, parties, solutions } from '../../tickets/rules.ts'
import { channels, pictures, type Symptom, sides, symptoms } from '../../tickets/symptom/rules.ts'

type Told = {
  t: TFunction
  /** Undefined: it went by itself. */
  who: string | undefined
  detail: TicketEntry['detail']
  source: TicketRow['source']
  symptom: (seen: { symptom: Symptom; picture: TicketRow['picture'] }) => string
  when: (at: number) => string
}
type Say = (told: Told) => string

/** A sentence for everything that can stand in a timeline; a newer server may tell words that are not known here yet. */
export const entrySays: Record<TicketEntry['kind'], Say> = {
  opened: told => inBrackets(openedBy(told), channelOf(told)),
  joined: told =>
    told.t(told.detail.source === 'rule' ? 'oneTicket.by.joined' : 'oneTicket.by.joinedBy', {
      what: whatOf(told),
    }),
  raised: ({ t, detail }) => t('oneTicket.by.raised', fromTo(detail)),
  lowered(told) {
    const reason = wordOf(lowerReasons, told.detail.reason)
    const why = reason ? told.t(`oneTicket.lowerReason.${reason}`) : ''
    return told.t('oneTicket.by.lowered', { who: whoOf(told), ...fromTo(told.detail), reason: why })
  },
  claimed: told => told.t('oneTicket.by.claimed', { who: whoOf(told) }),
  released(told) {
    if (told.detail.why === 'silent') return told.t('oneTicket.by.silent')
    if (told.detail.why === 'off_duty') return told.t('oneTicket.by.off_duty')
    return told.t('oneTicket.by.given_back', { who: whoOf(told) })
  },
  asked: told =>
    told.t(told.detail.by === 'mail' ? 'oneTicket.by.askedMail' : 'oneTicket.by.asked', { who: whoOf(told) }),
  told(told) {
    const sentence = wordOf(messageSentences, told.detail.sentence) ?? 'own'
    const set = told.t(`kind.${wordOf(sides, told.detail.side) ?? 'school'}`)
    return told.t('oneTicket.by.toldSet', {
      who: whoOf(told),
      set,
      what: told.t(`oneTicket.sentence.${sentence}`),
    })
  },
  answered({ t, detail }) {
    const answer = wordOf([...messageAnswers, ...linkAnswers], detail.answer) ?? 'unknown'
    const side = wordOf(sides, detail.from)
    const what = t(`oneTicket.answer.${answer}`)
    return side
      ? t('oneTicket.by.answeredOn', { set: t(`kind.${side}`), what })
      : t('oneTicket.by.answeredBy', { what })
  },
  alarmed: ({ t, detail }) => t('oneTicket.by.alarmed', { count: Number(detail.people) }),
  waiting: told => told.t('oneTicket.by.waiting', { who: whoOf(told), party: partyOf(told) }),
  planned: told =>
    told.t('oneTicket.by.planned', {
      who: whoOf(told),
      when: typeof told.detail.for === 'number' ? told.when(told.detail.for) : '',
    }),
  woken(told) {
    if (told.detail.by === 'date') return told.t('oneTicket.by.date')
    if (told.detail.by === 'signal') return told.t('oneTicket.by.signal')
    if (told.who === undefined) return told.t('oneTicket.by.answered')
    return told.t('oneTicket.by.answer', { who: told.who })
  },
  resolved: resolvedBy,
  reopened: ({ t, who }) =>
    who === undefined ? t('oneTicket.by.reopenedItself') : t('oneTicket.by.reopened', { who }),
  closed: ({ t, who }) =>
    who === undefined ? t('oneTicket.by.closedItself') : t('oneTicket.by.closed', { who }),
  cancelled(told) {
    const reason = wordOf(cancelReasons, told.detail.reason)
    const why = reason ? told.t(`oneTicket.cancelReason.${reason}`) : ''
    return told.t('oneTicket.by.cancelled', { who: whoOf(told), reason: why })
  },
  merged: told => told.t('oneTicket.by.merged', { who: whoOf(told) }),
  took_in: told => told.t('oneTicket.by.took_in', { who: whoOf(told) }),
  linked: told => told.t('oneTicket.by.linked', { who: whoOf(told) }),
  healed: ({ t }) => t('oneTicket.by.healed'),
  unhealed: ({ t }) => t('oneTicket.by.unhealed'),
  called: calledBy,
  noted: told => told.t('oneTicket.by.noted', { who: whoOf(told) }),
  pressed: pressedBy,
}

const whoOf = ({ t, who }: Told) => who ?? t('oneTicket.by.nobody')
const numberOf = (value: unknown) => (typeof value === 'number' ? value : '')
const fromTo = ({ from, to }: Told['detail']) => ({ from: numberOf(from), to: numberOf(to) })
const inBrackets = (says: string, more: string | undefined) =>
  more === undefined ? says : `${says} (${more})`

function wordOf<Word extends string>(words: readonly Word[], value: unknown): Word | undefined {
  return words.find(word => word === value)
}

function whatOf({ detail, symptom }: Told): string {
  const seen = wordOf(symptoms, detail.symptom)
  return seen ? symptom({ symptom: seen, picture: wordOf(pictures, detail.picture) ?? null }) : ''
}

function openedBy(told: Told): string {
  const { t, who, source } = told
  const what = whatOf(told)
  if (who !== undefined) return t('oneTicket.by.told', { who, what })
  if (source === 'rule') return t('oneTicket.by.opened', { what })
  return t('oneTicket.by.toldAlone', { source: t(`ticket.source.${source}`), what })
}

function channelOf({ t, detail }: Told): string | undefined {
  const channel = wordOf(channels, detail.channel)
  return channel && t(`ticket.channel.${channel}`)
}

function partyOf({ t, detail }: Told): string {
  const party = wordOf(parties, detail.party)
  const says = party ? t(`oneTicket.party.${party}`) : ''
  return typeof detail.reference === 'string' ? `${says}, ${detail.reference}` : says
}

function resolvedBy(told: Told): string {
  const { t, detail } = told
  if (detail.by === 'help') return t('oneTicket.by.helpClosed')
  if (detail.by === 'ended') return t('oneTicket.by.ended')
  const cause = wordOf(causes, detail.cause)
  const solution = wordOf(solutions, detail.solution)
  const fixer = wordOf(fixers, detail.fixedBy)
  if (!cause || !solution || !fixer) return t('oneTicket.by.itself')
  return t('oneTicket.by.resolved', {
    who: whoOf(told),
    cause: t(`oneTicket.cause.${cause}`),
    solution: t(`oneTicket.solution.${solution}`),
    fixedBy: t(`oneTicket.fixer.${fixer}`),
  })
}

function calledBy(told: Told): string {
  const { t, detail } = told
  const direction = wordOf(callDirections, detail.direction) ?? 'made'
  const callee = wordOf(callees, detail.with) ?? 'other'
  const says = t(`oneTicket.by.${direction}`, { who: whoOf(told), with: t(`oneTicket.callee.${callee}`) })
  if (typeof detail.minutes !== 'number') return says
  return `${says}, ${t('oneTicket.minutes', { count: detail.minutes })}`
}

/** Who pressed the button for help, and for what. */
function pressedBy({ t, detail }: Told): string {
  const asker = wordOf(helpAskers, detail.by)
  const picture = wordOf(pictures, detail.picture)
  const parts = [
    asker && t(`oneTicket.asker.${asker}`),
    picture && t(`ticket.picture.${picture}`).toLowerCase(),
  ]
  const says = t('oneTicket.by.pressed', { what: parts.filter(Boolean).join(', ') })
  return inBrackets(says, detail.withdrawn === true ? t('oneTicket.by.withdrawn') : undefined)
}
