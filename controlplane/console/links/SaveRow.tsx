import { useTranslation } from 'react-i18next'
import { FormFoot } from '../ui/Form.tsx'
import ui from '../ui/ui.module.css'

/** What saves a form here, and says that it did. */
export function SaveRow({ save }: { save: { isPending: boolean; isSuccess: boolean } }) {
  const { t } = useTranslation()
  return (
    <FormFoot save={t(save.isPending ? 'links.saving' : 'links.save')} isBusy={save.isPending}>
      <span role="status" className={ui.soft}>
        {save.isSuccess && t('links.saved')}
      </span>
    </FormFoot>
  )
}
