import { useTranslation } from 'react-i18next'
import type { AuditPage } from '../../audit/api.ts'
import { halves } from '../../calendar/closed/rules.ts'
import { contactRoles } from '../../contacts/rules.ts'
import { dayChangeKinds, dayChangeSpeakers, exceptionReasons } from '../../lessons/day-change/rules.ts'
import { schoolLevels } from '../../locations/rules.ts'
import { roles } from '../../people/rules.ts'
import { milestoneNames, milestoneSides } from '../../trajectories/milestone/rules.ts'
import { useFormats } from '../ui/useTexts.ts'
import { useWho } from './useWho.ts'

/** Numbers from here on are instants: no count of ours comes near. */
const firstInstant = 1_000_000_000_000

/** A value of a row as people read it, by the name it stands under. */
export function useValueWords(actors: AuditPage['actors']) {
  const { t } = useTranslation()
  const formats = useFormats()
  const who = useWho(actors)
  const closed = useClosedWords()
  const says = (name: string, value: unknown): string => {
    if (value === null || value === '') return t('admin.audit.nothing')
    if (Array.isArray(value))
      return value.length === 0 ? t('admin.audit.nothing') : value.map(each => says(name, each)).join(', ')
    if (typeof value === 'boolean') return value ? t('admin.audit.yes') : t('admin.audit.no')
    if (typeof value === 'number' && name === 'schoolYear') return `${value}–${value + 1}`
    if (typeof value === 'number') return value >= firstInstant ? formats.exact(value) : formats.number(value)
    if (typeof value !== 'string') return JSON.stringify(value)
    const word = Object.hasOwn(closed, name) ? closed[name]?.(value) : undefined
    if (word !== undefined) return word
    return actors.some(({ actor }) => actor === value) ? who(value) : value
  }
  return says
}

/** What stands in words of our own gets those of the screens. */
function useClosedWords(): Record<string, (value: string) => string | undefined> {
  const { t } = useTranslation()
  const role = wordOf(roles, word => t(`admin.role.${word}`))
  return {
    roles: role,
    from: role,
    to: role,
    role: wordOf(contactRoles, word => t(`contacts.role.${word}`)),
    kind: wordOf(dayChangeKinds, word => t(`lessons.today.holds.${word}`)),
    saidBy: wordOf(dayChangeSpeakers, word => t(`lessons.today.speakers.${word}`)),
    reason: wordOf(exceptionReasons, word => t(`lessons.exception.reasons.${word}`)),
    half: wordOf(halves, word => t(`calendar.half.${word}`)),
    level: wordOf(schoolLevels, word => t(`places.level.${word}`)),
    milestone: wordOf(milestoneNames, word => t(`trajectories.milestone.${word}`)),
    side: wordOf(milestoneSides, word => t(`trajectories.side.${word}`)),
  }
}

function wordOf<Word extends string>(words: readonly Word[], say: (word: Word) => string) {
  return (value: string) => {
    const known = words.find(word => word === value)
    return known && say(known)
  }
}
