import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LocationDetail } from '../../overview/locations-api.ts'
import { GatedButton } from '../people/GatedButton.tsx'
import { UndoBar, useUndo } from '../ui/UndoBar.tsx'
import ui from '../ui/ui.module.css'
import { FactsForm } from './FactsForm.tsx'
import { factsOf } from './facts.ts'
import classes from './places.module.css'
import { fieldsOf, useSavePlace } from './usePlaces.ts'

/** What is known of the place, changed where it stands. */
export function Facts({ place }: { place: LocationDetail }) {
  const { t } = useTranslation()
  const id = useId()
  const [isChanging, setChanging] = useState(false)
  const save = useSavePlace(place.code)
  const undo = useUndo()
  const close = () => {
    setChanging(false)
    requestAnimationFrame(() => document.getElementById(id)?.focus())
  }
  return (
    <section className={classes.section} aria-labelledby="facts">
      <div className={classes.head}>
        <h2 id="facts">{t('places.facts')}</h2>
        {!isChanging && (
          <GatedButton
            id={id}
            policy="changeLocations"
            className={ui.quiet}
            aria-label={t('places.changeFacts')}
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
        <FactsForm
          place={place}
          isSaving={save.isPending}
          error={save.error}
          cancel={close}
          save={fields => {
            const before = fieldsOf(place)
            save.mutate(fields, {
              onSuccess: () => {
                undo.offer(t('places.saved', { what: t('places.facts') }), () => save.mutateAsync(before))
                close()
              },
            })
          }}
        />
      ) : (
        <dl className={classes.facts}>
          {factsOf(place.kind).map(name => (
            <div key={name}>
              <dt>{t(`places.fields.${name}`)}</dt>
              <dd>{said(place[name])}</dd>
            </div>
          ))}
          {isSchool(place) && (
            <div>
              <dt>{t('places.fields.level')}</dt>
              <dd>{said(place.level && t(`places.level.${place.level}`))}</dd>
            </div>
          )}
        </dl>
      )}
      <UndoBar undo={undo} label={t('places.undo')} />
    </section>
  )

  function said(value: string | null) {
    return value ?? <span className={ui.soft}>{t('places.notKnown')}</span>
  }
}

const isSchool = ({ kind }: LocationDetail) => kind === 'school'
