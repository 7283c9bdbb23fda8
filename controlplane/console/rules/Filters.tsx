import { useTranslation } from 'react-i18next'
import type { RuleNow } from '../../signals/settings/api.ts'
import { families } from '../../tickets/symptom/rules.ts'
import { Search } from '../ui/Search.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import { Toggle, Toggles } from '../ui/Toggles.tsx'
import { useFormats } from '../ui/useTexts.ts'
import { parseRulesAddress, type RulesAddress, ruleStates } from './address.ts'
import { isEdited } from './RuleList.tsx'

type Props = {
  address: RulesAddress
  change: (address: RulesAddress) => Promise<void>
  rules: readonly RuleNow[] | undefined
}

/** By words, by kind, and the two that one comes for: those that are off, and those that somebody changed. */
export function Filters({ address, change, rules = [] }: Props) {
  const { t } = useTranslation()
  const formats = useFormats()
  const set = (part: Record<string, unknown>) => change(parseRulesAddress({ ...address, ...part }))
  const counts = {
    off: rules.filter(({ isOn }) => !isOn).length,
    changed: rules.filter(isEdited).length,
  }
  const there = families.filter(family => rules.some(rule => rule.family === family))
  return (
    <>
      <Search
        label={t('rules.search')}
        isLabelShown
        hint={t('rules.searchHint')}
        text={address.q}
        search={q => void set({ q })}
      />
      <div>
        <SelectField
          label={t('rules.family')}
          value={address.family ?? ''}
          options={[
            { value: '' as const, says: t('rules.anyFamily') },
            ...there.map(value => ({ value, says: t(`ticket.family.${value}`) })),
          ]}
          change={family => set({ family })}
        />
      </div>
      <Toggles label={t('rules.which')}>
        {ruleStates.map(state => {
          const isOn = address.state === state
          return (
            <Toggle
              key={state}
              isOn={isOn}
              count={formats.number(counts[state])}
              press={() => void set({ state: isOn ? undefined : state })}
            >
              {t(`rules.${state}`)}
            </Toggle>
          )
        })}
      </Toggles>
    </>
  )
}
