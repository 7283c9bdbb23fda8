import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LocationFields } from '../../locations/api.ts'
import type { LocationDetail } from '../../overview/locations/api.ts'
import { offerUndo } from '../data/undo.ts'
import { GatedButton } from '../session/GatedButton.tsx'
import { takeLostFocusTo } from '../ui/focus.ts'
import { Panel } from '../ui/Panel.tsx'
import { fieldsOf, useSavePlace } from './usePlaces.ts'

/** What the form of a section gets. `save`: the fields that change; the others stay. */
export type PlaceForm = {
  isSaving: boolean
  error: unknown
  save: (fields: Partial<LocationFields>) => void
  cancel: () => void
}

type Props = {
  place: LocationDetail
  /** Names the part: its heading, and `change-…` the button that opens the form. */
  id: string
  title: string
  /** The button that opens the form, for who does not see where it stands. */
  changeLabel: string
  form: (form: PlaceForm) => ReactNode
  children: ReactNode
}

/** Part of what is known of a place, changed where it stands, and put back in one press. */
export function PlaceSection({ place, id, title, changeLabel, form, children }: Props) {
  const { t } = useTranslation()
  const button = `change-${id}`
  const [isChanging, setChanging] = useState(false)
  const save = useSavePlace(place.code)
  const close = () => {
    setChanging(false)
    takeLostFocusTo(button)
  }
  const saveFields = (fields: Partial<LocationFields>) => {
    const before = fieldsOf(place)
    const onSuccess = () => {
      offerUndo(t('places.saved', { what: title }), () => save.mutateAsync(before))
      close()
    }
    save.mutate({ ...before, ...fields }, { onSuccess })
  }
  return (
    <Panel
      id={id}
      title={title}
      aside={
        !isChanging && (
          <GatedButton
            id={button}
            policy="changeLocations"
            look="quiet"
            aria-label={changeLabel}
            onClick={() => {
              save.reset()
              setChanging(true)
            }}
          >
            {t('places.change')}
          </GatedButton>
        )
      }
    >
      {isChanging
        ? form({ isSaving: save.isPending, error: save.error, save: saveFields, cancel: close })
        : children}
    </Panel>
  )
}
