import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { canReplay } from '../../signals/replay/rules.ts'
import type { RuleNow } from '../../signals/settings/api.ts'
import { Refused } from '../data/Refused.tsx'
import { NowButton } from '../ui/NowButton.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import ui from '../ui/ui.module.css'
import { type Draft, editOf, fieldsOf, isSameEdit, noDraft, readField } from './draft.ts'
import { Replayed } from './Replayed.tsx'
import { Running } from './Running.tsx'
import classes from './rules.module.css'
import { useReplay } from './useRules.ts'

/** A day takes less to go through than a week. */
const choices = ['7', '5', '3', '2', '1'] as const
type Days = (typeof choices)[number]

/** What the rule would have done in the last days with the numbers that stand there, saved or not. */
export function Replay({ rule, draft }: { rule: RuleNow; draft: Draft }) {
  const { t } = useTranslation()
  const [days, setDays] = useState<Days>('7')
  const replay = useReplay(rule.name)
  const edit = editOf(rule, draft)
  const hasProblem = fieldsOf(rule).some(field => readField(field, draft).problem !== undefined)
  const asked = replay.variables
  const isStale =
    asked !== undefined && (hasProblem || !isSameEdit(asked.edit, edit) || asked.days !== Number(days))
  const whyNot = canReplay(rule.name)
    ? hasProblem
      ? t('rules.replay.wrongFirst')
      : undefined
    : t('refusal.replay_not_kept.says')
  return (
    <section className={classes.part} aria-labelledby="rule-replay">
      <h3 id="rule-replay">{t('rules.replay.title')}</h3>
      <p className={ui.soft}>{t('rules.replay.what')}</p>
      <div className={classes.ask}>
        <SelectField
          label={t('rules.replay.days')}
          value={days}
          options={choices.map(value => ({ value, says: t('rules.replay.day', { count: Number(value) }) }))}
          change={setDays}
        />
        <NowButton
          whyNot={whyNot}
          disabled={replay.isPending}
          onClick={() => replay.mutate({ edit, days: Number(days) })}
        >
          {t(replay.data ? 'rules.replay.again' : 'rules.replay.run')}
        </NowButton>
      </div>
      {replay.isPending && <Running />}
      {replay.error && !replay.isPending && <Refused error={replay.error} what={t('rules.replay.failed')} />}
      {replay.data && !replay.isPending && (
        <div className={isStale ? ui.old : undefined}>
          {isStale && <p role="status">{t('rules.replay.stale')}</p>}
          <Replayed
            rule={rule}
            replayed={replay.data}
            isEdited={!isSameEdit(replay.variables.edit, editOf(rule, noDraft))}
          />
        </div>
      )}
    </section>
  )
}
