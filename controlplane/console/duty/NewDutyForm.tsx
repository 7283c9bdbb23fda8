import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DutyWeek, NewDuty } from '../../duty/api.ts'
import { Refused } from '../data/Refused.tsx'
import { useMe } from '../session/useMe.ts'
import { Button } from '../ui/Button.tsx'
import { serverNow } from '../ui/clock.ts'
import field from '../ui/field.module.css'
import admin from '../ui/lists.module.css'
import { TimeField } from '../ui/TimeField.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import { dayOf } from '../ui/wallClock.ts'
import classes from './duty.module.css'
import { usePlanDuty } from './useDuty.ts'
import { useDutySays } from './useDutySays.ts'

/** A hole that somebody wants to fill. `of`: another one for every time it is chosen. */
export type Proposal = Pick<NewDuty, 'day' | 'from' | 'until'> & { of: object }

/** One duty, in one line; holes of the grid fill it in. */
export function NewDutyForm({ week, proposal }: { week: DutyWeek; proposal: Proposal | undefined }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const says = useDutySays()
  const { account: me } = useMe()
  const plan = usePlanDuty()
  const person = useRef<HTMLSelectElement>(null)
  const [duty, setDuty] = useState<NewDuty>(() => usualDuty(week, me.id))
  const set = (part: Partial<NewDuty>) => {
    plan.reset()
    setDuty({ ...duty, ...part })
  }
  useEffect(() => {
    if (!proposal) return
    const { day, from, until } = proposal
    setDuty(duty => ({ ...duty, day, from, until }))
    person.current?.focus()
  }, [proposal])
  const isInOrder = duty.until > duty.from
  return (
    <form
      className={classes.form}
      aria-label={t('admin.duty.add')}
      onSubmit={event => {
        event.preventDefault()
        if (isInOrder) plan.mutate(duty)
      }}
    >
      <label className={admin.field}>
        {t('admin.duty.day')}
        <select className={field.input} value={duty.day} onChange={event => set({ day: event.target.value })}>
          {week.days.map(({ day, startsAt }) => (
            <option key={day} value={day}>
              {formats.weekday(startsAt)} {formats.day(startsAt)}
            </option>
          ))}
        </select>
      </label>
      {(['from', 'until'] as const).map(name => (
        <TimeField
          key={name}
          label={t(`admin.duty.${name}`)}
          time={duty[name]}
          describedBy={name === 'until' && !isInOrder ? 'until-after' : undefined}
          change={time => set({ [name]: time })}
        />
      ))}
      <label className={admin.field}>
        {t('admin.duty.person')}
        <select
          ref={person}
          className={field.input}
          value={duty.account}
          onChange={event => set({ account: event.target.value })}
        >
          {week.people.map(({ account, firstName }) => (
            <option key={account} value={account}>
              {firstName}
            </option>
          ))}
        </select>
      </label>
      <Button type="submit" look="primary" disabled={!isInOrder || plan.isPending}>
        {plan.isPending ? t('admin.duty.planning') : t('admin.duty.plan')}
      </Button>
      <span role="status" className={ui.soft}>
        {plan.isSuccess && t('admin.duty.planned', { what: says(week, plan.variables) })}
        {!isInOrder && <span id="until-after">{t('admin.duty.untilAfter')}</span>}
      </span>
      <Refused error={plan.error} />
    </form>
  )
}

/** Today's morning, or that of the first day; oneself when one can be on duty. */
function usualDuty({ days, people }: DutyWeek, me: string): NewDuty {
  const today = dayOf(serverNow())
  const { day } = days.find(({ day }) => day === today) ?? days[0]!
  const { account } = people.find(({ account }) => account === me) ?? people[0]!
  return { account, day, from: '08:00', until: '12:00' }
}
