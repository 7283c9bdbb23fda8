import { Fragment, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { columns } from '../../signals/rules.ts'
import type { RuleNow } from '../../signals/settings/api.ts'
import { useFormats } from '../ui/useTexts.ts'
import { fieldsOf } from './draft.ts'
import { piecesOf, sentenceOf } from './gaps.ts'
import { useAmountWords } from './useAmountWords.ts'

/** What a sentence says, with something else than words in its gaps. */
export function Pieces({ text, gap }: { text: string; gap: (name: string) => ReactNode }) {
  return piecesOf(text).map(({ key, isGap, says }) => (
    <Fragment key={key}>{isGap ? gap(says) : says}</Fragment>
  ))
}

/** What a rule sees, with its numbers. */
export function RuleSentence({ rule }: { rule: RuleNow }) {
  const { t } = useTranslation()
  const words = useAmountWords()
  const fields = fieldsOf(rule)
  const hold = rule.holdSeconds.value ?? 0
  const text = ([`rules.when.${rule.name}`, hold === 0 ? 'rules.countsAtOnce' : 'rules.counts'] as const)
    .map(key => sentenceOf(t, key))
    .join(' ')
  const said = (name: string) => {
    const { unit, amount } = fields.find(field => field.name === name)!
    return <b>{words.said(amount.value ?? 0, unit)}</b>
  }
  return <Pieces text={text} gap={said} />
}

/** Who is called for it, and as how urgent. */
export function useCallWords() {
  const { t } = useTranslation()
  const formats = useFormats()
  return ({ priorities }: RuleNow): string => {
    const list = columns.flatMap(column => {
      const { value } = priorities[column]
      if (value === null) return []
      return t('rules.called', { when: t(`rules.column.${column}`), priority: value })
    })
    return list.length === 0 ? t('rules.callsNobody') : t('rules.calls', { list: formats.all(list) })
  }
}
