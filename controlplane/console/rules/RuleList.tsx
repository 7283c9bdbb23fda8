import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { RuleNow } from '../../signals/settings/api.ts'
import { families } from '../../tickets/symptom/rules.ts'
import { Said } from '../ui/Said.tsx'
import ui from '../ui/ui.module.css'
import { parseRulesAddress } from './address.ts'
import { offLook } from './looks.ts'
import { RuleSentence, useCallWords } from './RuleSentence.tsx'
import classes from './rules.module.css'

type Props = { rules: readonly RuleNow[]; chosen: string | undefined }

/** Every rule as a sentence, by the kind of trouble that it sees. */
export function RuleList({ rules, chosen }: Props) {
  const { t } = useTranslation()
  const groups = families
    .map(family => ({ family, rules: rules.filter(rule => rule.family === family) }))
    .filter(group => group.rules.length > 0)
  return groups.map(({ family, rules }) => (
    <section key={family} aria-labelledby={`rules-${family}`} className={classes.group}>
      <h2 id={`rules-${family}`}>{t(`ticket.family.${family}`)}</h2>
      <ul>
        {rules.map(rule => (
          <Line key={rule.name} rule={rule} isChosen={rule.name === chosen} />
        ))}
      </ul>
    </section>
  ))
}

function Line({ rule, isChosen }: { rule: RuleNow; isChosen: boolean }) {
  const { t } = useTranslation()
  const calls = useCallWords()
  return (
    <li className={classes.rule} data-here={isChosen}>
      <p className={classes.name}>
        <Link
          to="/admin/rules"
          search={old => parseRulesAddress({ ...old, rule: rule.name })}
          resetScroll={false}
          data-row
          aria-current={isChosen || undefined}
        >
          {t(`ticket.symptom.${rule.name}`)}
        </Link>
        {!rule.isOn && <Said {...offLook}>{t('rules.off')}</Said>}
        {rule.isOn && rule.lastEdit !== null && isEdited(rule) && (
          <span className={ui.soft}>{t('rules.changed')}</span>
        )}
      </p>
      <p>
        <RuleSentence rule={rule} />
      </p>
      <p className={ui.soft}>{calls(rule)}</p>
    </li>
  )
}

/** Whether anything of it is otherwise than it is delivered. */
export function isEdited({ isOn, holdSeconds, clearSeconds, limits, priorities }: RuleNow): boolean {
  const all = [holdSeconds, clearSeconds, ...Object.values(limits), ...Object.values(priorities)]
  return !isOn || all.some(({ value, delivered }) => value !== delivered)
}
