import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DutyWeek, NewDuty } from '../../duty/api.ts'
import { Refused } from '../data/Refused.tsx'
import { useMe } from '../session/useMe.ts'
import { Button } from '../ui/Button.tsx'
import { serverNow } from '../ui/clock.ts'
import { Form } from '../ui/Form.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import { TimeField } from '../ui/TimeField.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import { dayOf } from '../ui/wallClock.ts'
import { usePlanDuty } from './useDuty.ts'
import { useDutySays } from './useDutySays.ts'

/** A hole that somebody wants to fill. `of`: another one for every time it is chosen. */
export type Proposal = Pick<NewDuty, 'day' | 'from' | 'until'> & { of: object }

/** One duty, in one line; holes of the grid fill it in. */
export function NewDutyForm({ week, proposal }: { week: DutyWeek; proposal: Proposal | undefined }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const says = useDutySays()
  const plan = usePlanDuty()
  const person = useRef<HTMLSelectElement>(null)
  const [duty, setDuty] = useProposedDuty(week, proposal, person)
  const set = (part: Partial<NewDuty>) => {
    plan.reset()
    setDuty({ ...duty, ...part })
  }
  const isInOrder = duty.until > duty.from
  const submit = () => isInOrder && plan.mutate(duty)
  return (
    <Form layout="line" label={t('admin.duty.add')} isBusy={plan.isPending} submit={submit}>
      <SelectField
        label={t('admin.duty.day')}
        value={duty.day}
        options={week.days.map(({ day, startsAt }) => ({
          value: day,
          says: `${formats.weekday(startsAt)} ${formats.day(startsAt)}`,
        }))}
        change={day => set({ day })}
      />
      {(['from', 'until'] as const).map(name => (
        <TimeField
          key={name}
          label={t(`admin.duty.${name}`)}
          time={duty[name]}
          describedBy={name === 'until' && !isInOrder ? 'until-after' : undefined}
          change={time => set({ [name]: time })}
        />
      ))}
      <SelectField
        label={t('admin.duty.person')}
        ref={person}
        value={duty.account}
        options={week.people.map(({ account, firstName }) => ({ value: account, says: firstName }))}
        change={account => set({ account })}
      />
      <Button type="submit" look="primary" disabled={!isInOrder || plan.isPending}>
        {plan.isPending ? t('admin.duty.planning') : t('admin.duty.plan')}
      </Button>
      <span role="status" className={ui.soft}>
        {plan.isSuccess && t('admin.duty.planned', { what: says(week, plan.variables) })}
        {!isInOrder && <span id="until-after">{t('admin.duty.untilAfter')}</span>}
      </span>
      <Refused error={plan.error} />
    </Form>
  )
}

/** Starts as usual; a hole that is chosen fills it in, and only who is still to be said. */
function useProposedDuty(
  week: DutyWeek,
  proposal: Proposal | undefined,
  person: { current: HTMLSelectElement | null },
) {
  const { account: me } = useMe()
  const [duty, setDuty] = useState<NewDuty>(() => usualDuty(week, me.id))
  useEffect(() => {
    if (!proposal) return
    const { day, from, until } = proposal
    setDuty(duty => ({ ...duty, day, from, until }))
    person.current?.focus()
  }, [proposal, person])
  return [duty, setDuty] as const
}

/** Today's morning, or that of the first day; oneself when one can be on duty. */
function usualDuty({ days, people }: DutyWeek, me: string): NewDuty {
  const today = dayOf(serverNow())
  const { day } = days.find(({ day }) => day === today) ?? days[0]!
  const { account } = people.find(({ account }) => account === me) ?? people[0]!
  return { account, day, from: '08:00', until: '12:00' }
}
