import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type RuleName, ruleNames, rules } from '../../signals/rules.ts'
import { Refused } from '../data/Refused.tsx'
import { mayDo } from '../session/useMay.ts'
import { useMe } from '../session/useMe.ts'
import { Button } from '../ui/Button.tsx'
import { FieldLine } from '../ui/Form.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Timeline } from '../ui/Timeline.tsx'
import ui from '../ui/ui.module.css'
import { Decided } from './Decided.tsx'
import classes from './signals.module.css'
import { type Of, useDecisions } from './useDecisions.ts'

/** Rules that look at pairs and their sets: those at places and at us say nothing of them. */
const concerning = ruleNames.filter(name => rules[name].of !== 'place' && rules[name].of !== 'platform')

/** What rules saw and what was made of it, the newest first; asked for once somebody opens it. */
export function Why({ of, says }: { of: Of; says: string }) {
  const { roles } = useMe()
  const [isOpen, setOpen] = useState(false)
  if (!mayDo(roles, 'seeIncidents')) return null
  return (
    <details className={classes.why} onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>{says}</summary>
      {isOpen && <Decisions of={of} />}
    </details>
  )
}

function Decisions({ of }: { of: Of }) {
  const { t } = useTranslation()
  const [rule, setRule] = useState<RuleName>()
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useDecisions(of, rule)
  const rows = data?.pages.flatMap(page => page.rows)
  const options = concerning.map(value => ({ value, says: t(`ticket.symptom.${value}`) }))
  return (
    <>
      <FieldLine>
        <SelectField
          label={t('why.rule')}
          value={rule ?? ''}
          options={[{ value: '' as const, says: t('why.everyRule') }, ...options]}
          change={chosen => setRule(chosen === '' ? undefined : chosen)}
        />
      </FieldLine>
      {error && <Refused what={t('why.failed')} error={error} retry={() => void refetch()} />}
      {!rows && !error && <Skeleton rows={3} />}
      {rows?.length === 0 && (
        <p className={ui.soft}>{t(rule === undefined ? 'why.none' : 'why.noneOfRule')}</p>
      )}
      {rows && rows.length > 0 && (
        <Timeline
          happenings={rows.map((row, place) => ({
            key: row.id,
            at: row.at,
            says: <Decided row={row} before={rows.slice(place + 1)} after={rows[place - 1]} />,
          }))}
        />
      )}
      {hasNextPage && (
        <Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t(isFetchingNextPage ? 'why.loading' : 'why.more')}
        </Button>
      )}
    </>
  )
}
