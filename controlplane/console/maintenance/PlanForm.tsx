import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { civilDay, instantOf } from '../../calendar/day/rules.ts'
import type { NewMaintenance } from '../../signals/maintenance/api.ts'
import { type MaintenanceScope, maintenanceScopes } from '../../signals/maintenance/rules.ts'
import { Refused } from '../data/Refused.tsx'
import { offerUndo } from '../data/undo.ts'
import { PlacePicker } from '../parts/PlacePicker.tsx'
import { Button } from '../ui/Button.tsx'
import { serverNow } from '../ui/clock.ts'
import { DateField } from '../ui/DateField.tsx'
import { Form } from '../ui/Form.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import { TextField } from '../ui/TextField.tsx'
import { TimeField } from '../ui/TimeField.tsx'
import { dayOf, minutesOf, timeOf } from '../ui/wallClock.ts'
import type { MaintenanceAddress } from './address.ts'
import { useEnd, usePlan } from './useMaintenance.ts'

const hourMs = 3_600_000
const hours = ['1', '2', '4', '8', '12'] as const
const starts = ['now', 'later'] as const
const kinds = maintenanceScopes.toReversed()

type Typed = {
  kind: MaintenanceScope
  code: string
  start: (typeof starts)[number]
  day: string
  time: string
  lasts: (typeof hours)[number]
}

function nothingTyped({ kind = 'location', of = '' }: MaintenanceAddress): Typed {
  const soon = Math.ceil(serverNow() / hourMs) * hourMs
  return { kind, code: of, start: 'now', day: dayOf(soon), time: timeOf(soon), lasts: '2' }
}

/** On what, from when, for how long; in one line. */
export function PlanForm({ of }: { of: MaintenanceAddress }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(() => nothingTyped(of))
  const [isTried, setTried] = useState(false)
  const plan = usePlanning()
  const set = (part: Partial<Typed>) => setTyped({ ...typed, ...part })
  const { kind, code, start, day, time, lasts } = typed
  const submit = () => {
    setTried(code === '')
    if (code === '') return
    const begin = start === 'now' ? serverNow() : instantOf(civilDay(day), minutesOf(time))
    const scope = { kind, code: code.trim().toUpperCase() }
    // Now is what the server's clock says.
    const from = start === 'now' ? 0 : begin
    plan.run({ scope, from, until: begin + Number(lasts) * hourMs }, () => set({ code: '' }))
  }
  return (
    <Form layout="line" label={t('maintenance.plan')} submit={submit} isBusy={plan.isPending}>
      <SelectField
        label={t('maintenance.kind')}
        value={kind}
        options={kinds.map(value => ({ value, says: t(`maintenance.kinds.${value}`) }))}
        change={kind => set({ kind, code: '' })}
      />
      <Where kind={kind} code={code} change={code => set({ code })} />
      <SelectField
        label={t('maintenance.start')}
        value={start}
        options={starts.map(value => ({ value, says: t(`maintenance.starts.${value}`) }))}
        change={start => set({ start })}
      />
      {start === 'later' && <Later day={day} time={time} change={set} />}
      <SelectField
        label={t('maintenance.lasts')}
        value={lasts}
        options={hours.map(value => ({ value, says: t('maintenance.hours', { count: Number(value) }) }))}
        change={lasts => set({ lasts })}
      />
      <Button type="submit" look="primary" disabled={plan.isPending}>
        {t(plan.isPending ? 'maintenance.saving' : 'maintenance.plan')}
      </Button>
      {isTried && code === '' && <p role="alert">{t('maintenance.noPlace')}</p>}
      <Refused error={plan.error} />
    </Form>
  )
}

type LaterProps = Pick<Typed, 'day' | 'time'> & { change: (part: Partial<Typed>) => void }

function Later({ day, time, change }: LaterProps) {
  const { t } = useTranslation()
  return (
    <>
      <DateField
        label={t('maintenance.day')}
        day={day}
        min={dayOf(serverNow())}
        change={day => change({ day })}
        required
      />
      <TimeField
        label={t('maintenance.time')}
        time={time}
        change={time => change({ time })}
        describedBy={undefined}
      />
    </>
  )
}

type WhereProps = Pick<Typed, 'kind' | 'code'> & { change: (code: string) => void }

function Where({ kind, code, change }: WhereProps) {
  const { t } = useTranslation()
  if (kind === 'location')
    return (
      <div data-field>
        <PlacePicker
          kind={['school', 'hospital', 'home', 'warehouse']}
          label={t('maintenance.location')}
          value={code === '' ? null : code}
          onChange={code => change(code ?? '')}
        />
      </div>
    )
  return (
    <TextField
      label={t(`maintenance.${kind}`)}
      placeholder={t(`maintenance.hints.${kind}`)}
      required
      maxLength={32}
      autoCapitalize="characters"
      value={code}
      change={change}
    />
  )
}

/** Plans it, and offers to take that back. */
function usePlanning() {
  const { t } = useTranslation()
  const [plan, end] = [usePlan(), useEnd()]
  const run = (asked: NewMaintenance, then: () => void) =>
    plan.mutate(asked, {
      onSuccess: ({ id }) => {
        offerUndo(t('maintenance.saved', { what: asked.scope.code }), () => end.mutateAsync(id))
        then()
      },
    })
  return { run, isPending: plan.isPending, error: plan.error }
}
