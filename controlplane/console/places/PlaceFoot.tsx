import { useTranslation } from 'react-i18next'
import { FormFoot } from '../ui/Form.tsx'

/** The end of every form of a place. */
export function PlaceFoot({ isSaving, cancel }: { isSaving: boolean; cancel: () => void }) {
  const { t } = useTranslation()
  return (
    <FormFoot
      save={isSaving ? t('places.saving') : t('places.save')}
      isBusy={isSaving}
      cancel={{ says: t('places.cancel'), run: cancel }}
    />
  )
}
