import { IconAlertTriangleFilled } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type FileRefusal, fileBytesMax, fileRowsMax } from '../../platform/files/table-import-api.ts'
import { useReason } from '../data/Notice.tsx'
import { Status } from '../ui/Status.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import classes from './imports.module.css'

type Props = { name: string; refusal: FileRefusal | 'empty' | undefined; error: unknown }

/** What is wrong with a file as a whole, and what would be right. */
export function RefusedFile({ name, refusal, error }: Props) {
  const { t } = useTranslation()
  const formats = useFormats()
  const reason = useReason(error)
  const limits = { rows: formats.number(fileRowsMax), size: formats.number(fileBytesMax / 1024 ** 2) }
  return (
    <div role="alert" className={classes.outcome}>
      <p className={ui.soft}>{t('imports.file', { name })}</p>
      <h3 className={classes.says}>
        <Status tone="soon" icon={IconAlertTriangleFilled}>
          {refusal ? t(`imports.refused.${refusal}`) : t('imports.failed')}
        </Status>
      </h3>
      <p>{refusal ? t(`imports.refusedNext.${refusal}`, limits) : reason}</p>
    </div>
  )
}
