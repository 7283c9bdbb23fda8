import { IconArrowBackUp, IconBellSchool } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LessonsAnswer } from '../../lessons/api.ts'
import type { WeekHours } from '../../locations/hours/api.ts'
import { Refused } from '../data/Refused.tsx'
import { offerUndo } from '../data/undo.ts'
import { Button } from '../ui/Button.tsx'
import { Check } from '../ui/Check.tsx'
import { Choices } from '../ui/Choices.tsx'
import { Form } from '../ui/Form.tsx'
import { NowButton } from '../ui/NowButton.tsx'
import { timeAt } from '../ui/wallClock.ts'
import { CopyDay } from './CopyDay.tsx'
import { EditGrid } from './EditGrid.tsx'
import edit from './edit.module.css'
import type { Deed } from './gridKeys.ts'
import { ListOfTimes } from './ListOfTimes.tsx'
import classes from './lessons.module.css'
import { wrongOf } from './TimesFields.tsx'
import { useDays } from './useDays.ts'
import type { Draft, useDraft } from './useDraft.ts'
import { useSaveTimetable } from './useLessons.ts'
import { isWeekend, onDay, sorted, weekdays } from './week.ts'

type Props = {
  code: string
  lessons: LessonsAnswer
  draft: Draft
  keep: ReturnType<typeof useDraft>
}

/** From here on a grid of a week has room for itself. */
const gridFits = '(min-width: 700px)'

/** The week of a timetable while it is being changed: as a grid, or as a list of times. */
export function WeekEditor({ code, lessons, draft, keep }: Props) {
  const { t } = useTranslation()
  const says = useDays()
  const [form, setForm] = useState<'grid' | 'list'>(() => (matchMedia(gridFits).matches ? 'grid' : 'list'))
  const [said, setSaid] = useState('')
  const [hasWeekend, setWeekend] = useState(false)
  const { week } = draft
  const days = weekdays.filter(day => !isWeekend(day) || hasWeekend || week.some(([one]) => one === day))

  function change(next: WeekHours, words: string) {
    setSaid(words)
    keep.change(next)
  }
  const deedSays = ({ did, lesson: [day, from, until] }: Deed) =>
    t(`lessons.edit.${did}`, { day: says.name(day), from: timeAt(from), until: timeAt(until) })

  return (
    <section className={classes.part} aria-label={t('lessons.edit.title')}>
      <div className={classes.bar}>
        <h3>{t('lessons.edit.title')}</h3>
        <Check checked={days.some(isWeekend)} onChange={() => setWeekend(!hasWeekend)}>
          {t('lessons.edit.weekend')}
        </Check>
        <Choices
          label={t('lessons.edit.form')}
          options={(['grid', 'list'] as const).map(value => ({
            value,
            says: t(`lessons.edit.forms.${value}`),
          }))}
          chosen={form}
          choose={setForm}
        />
      </div>
      <Tools {...{ lessons, draft, keep, change }} />
      <Saving {...{ code, lessons, draft, keep }}>
        {form === 'grid' ? (
          <EditGrid
            week={sorted(week)}
            bells={lessons.bells}
            days={days}
            change={(next, deed) => change(next, deedSays(deed))}
            full={() => setSaid(t('lessons.edit.full'))}
          />
        ) : (
          <ListOfTimes week={week} days={days} change={next => change(next, '')} />
        )}
        <p role="status" className={edit.said}>
          {said}
        </p>
      </Saving>
    </section>
  )
}

type ToolsProps = Pick<Props, 'lessons' | 'draft' | 'keep'> & {
  change: (week: WeekHours, says: string) => void
}

function Tools({ lessons: { bells }, draft, keep, change }: ToolsProps) {
  const { t } = useTranslation()
  return (
    <div className={classes.tools}>
      <NowButton
        whyNot={bells ? undefined : t('lessons.edit.noBells')}
        onClick={() => bells && change(sorted(bells), t('lessons.edit.bellsTaken'))}
      >
        <IconBellSchool size={16} aria-hidden /> {t('lessons.edit.bells')}
      </NowButton>
      <NowButton
        whyNot={draft.past.length === 0 ? t('lessons.edit.noStep') : undefined}
        onClick={keep.stepBack}
      >
        <IconArrowBackUp size={16} aria-hidden /> {t('lessons.edit.back')}
      </NowButton>
      <CopyDay week={draft.week} change={change} />
    </div>
  )
}

/** Save, or throw away; and what is still to be known before. */
function Saving({ code, lessons, draft, keep, children }: Props & { children: ReactNode }) {
  const { t } = useTranslation()
  const save = useSaveTimetable(code)
  const putBack = useSaveTimetable(code)
  const wrong = weekdays.map(day => wrongOf(onDay(draft.week, day))).find(one => one !== undefined)
  const isOvertaken = (lessons.timetable?.changedAt ?? null) !== draft.base
  const whyNot = wrong
    ? (`lessons.edit.wrong.${wrong}` as const)
    : draft.isChanged
      ? undefined
      : 'lessons.edit.same'

  function run() {
    const before = lessons.timetable?.week ?? null
    save.mutate(draft.week, {
      onSuccess: () => {
        keep.drop()
        const says = t(draft.week.length === 0 ? 'lessons.edit.taken' : 'lessons.edit.saved')
        offerUndo(says, () => putBack.mutateAsync(before))
      },
    })
  }

  return (
    <Form layout="plain" isBusy={whyNot !== undefined || save.isPending} submit={run}>
      {children}
      <p role="status" className={edit.unsaved}>
        {draft.isChanged && t('lessons.edit.unsaved')} {isOvertaken && t('lessons.edit.meanwhile')}{' '}
        {wrong && t(`lessons.edit.wrong.${wrong}`)}
      </p>
      <div className={classes.tools}>
        <NowButton type="submit" look="primary" disabled={save.isPending} whyNot={whyNot && t(whyNot)}>
          {t('lessons.edit.save')}
        </NowButton>
        <Button onClick={keep.drop}>{t(draft.isChanged ? 'lessons.edit.drop' : 'lessons.edit.close')}</Button>
      </div>
      <Refused error={save.error} />
    </Form>
  )
}
