import { useTranslation } from 'react-i18next'
import type { RuleNow } from '../../signals/settings/api.ts'
import { plainText } from '../ui/typedText.ts'
import type { RulesAddress } from './address.ts'
import { sentenceOf } from './gaps.ts'
import { isEdited } from './RuleList.tsx'

/** The rules that match; by words in what they are called and in what they say. */
export function useFound(rules: readonly RuleNow[] | undefined, { q, family, state }: RulesAddress) {
  const { t } = useTranslation()
  const words = plainText(q ?? '')
    .split(' ')
    .filter(word => word !== '')
  return rules?.filter(rule => {
    const says = [
      t(`ticket.symptom.${rule.name}`),
      sentenceOf(t, `rules.when.${rule.name}`).replace(/\{\{\w+\}\}/g, ''),
    ]
    const text = plainText(says.join(' '))
    return (
      words.every(word => text.includes(word)) &&
      (family === undefined || rule.family === family) &&
      (state !== 'off' || !rule.isOn) &&
      (state !== 'changed' || isEdited(rule))
    )
  })
}
