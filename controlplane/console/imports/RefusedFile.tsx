import { IconAlertTriangleFilled } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { refusalOf } from '../data/fetch.ts'
import type { ShownCode } from '../data/refusals/codes.ts'
import { useRefusalWords, useWhy } from '../data/refusals/useWhy.ts'
import { Status } from '../ui/Status.tsx'
import ui from '../ui/ui.module.css'
import classes from './imports.module.css'

type Props = {
  name: string
  /** What the page saw itself, before the server was asked. */
  refusal: ShownCode | undefined
  error: unknown
}

/** What is wrong with a file as a whole, and what would be right. */
export function RefusedFile({ name, refusal, error }: Props) {
  const { t } = useTranslation()
  const wordsOf = useRefusalWords()
  const whyOfServer = useWhy(error)
  const why = refusal ? wordsOf(refusal) : whyOfServer
  const isOfFile = refusal !== undefined || refusalOf(error) !== undefined
  return (
    <div role="alert" className={classes.outcome}>
      <p className={ui.soft}>{t('imports.file', { name })}</p>
      <h3 className={classes.says}>
        <Status tone="soon" icon={IconAlertTriangleFilled}>
          {isOfFile ? why?.says : t('imports.failed')}
        </Status>
      </h3>
      <p>{isOfFile ? why?.next : why?.says}</p>
    </div>
  )
}
