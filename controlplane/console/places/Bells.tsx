import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LocationDetail } from '../../overview/locations-api.ts'
import { GatedButton } from '../people/GatedButton.tsx'
import { UndoBar, useUndo } from '../ui/UndoBar.tsx'
import ui from '../ui/ui.module.css'
import { BellsForm } from './BellsForm.tsx'
import { saySpans, schoolDays, spansOn, weekDays } from './bells.ts'
import classes from './places.module.css'
import { fieldsOf, useSavePlace } from './usePlaces.ts'
import { useWeekdays } from './useWeekdays.ts'

/** From when until when the school is open, by weekday. */
export function Bells({ place }: { place: LocationDetail }) {
  const { t } = useTranslation()
  const id = useId()
  const [isChanging, setChanging] = useState(false)
  const save = useSavePlace(place.code)
  const undo = useUndo()
  const close = () => {
    setChanging(false)
    requestAnimationFrame(() => document.getElementById(id)?.focus())
  }
  const before = fieldsOf(place)
  return (
    <section className={classes.section} aria-labelledby="bells">
      <div className={classes.head}>
        <h2 id="bells">{t('places.bells.title')}</h2>
        {!isChanging && (
          <GatedButton
            id={id}
            policy="changeLocations"
            className={ui.quiet}
            aria-label={t('places.changeBells')}
            onClick={() => {
              save.reset()
              setChanging(true)
            }}
          >
            {t('places.change')}
          </GatedButton>
        )}
      </div>
      {isChanging ? (
        <BellsForm
          bells={place.bells}
          isSaving={save.isPending}
          error={save.error}
          cancel={close}
          save={bells =>
            save.mutate(
              { ...before, bells },
              {
                onSuccess: () => {
                  const says = t('places.saved', { what: t('places.bells.title') })
                  undo.offer(says, () => save.mutateAsync(before))
                  close()
                },
              },
            )
          }
        />
      ) : (
        <Week bells={place.bells} />
      )}
      <UndoBar undo={undo} label={t('places.undo')} />
    </section>
  )
}

function Week({ bells }: { bells: LocationDetail['bells'] }) {
  const { t } = useTranslation()
  const weekdays = useWeekdays()
  if (bells === null)
    return (
      <>
        <p>{t('places.bells.none')}</p>
        <p className={ui.soft}>{t('places.bells.noneWhy')}</p>
      </>
    )
  const days = bells.some(([day]) => day > schoolDays.length) ? weekDays : schoolDays
  return (
    <dl className={classes.facts}>
      {days.map(day => (
        <div key={day}>
          <dt>{weekdays[day - 1]}</dt>
          <dd>
            {saySpans(spansOn(bells, day)) || <span className={ui.soft}>{t('places.bells.free')}</span>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
