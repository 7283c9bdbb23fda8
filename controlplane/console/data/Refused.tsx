import { IconAlertTriangleFilled } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import ui from '../ui/ui.module.css'
import { isWorthAsking } from './fetch.ts'
import { useWhy } from './refusals/useWhy.ts'

type Props = {
  error: unknown
  /** What did not work, where the reason alone does not say it. */
  what?: string
  /** Asks again; offered where that can help. Fills the place of what did not come. */
  retry?: () => void
}

/** Why something was refused or did not work, and what to do next; nothing when it did. */
export function Refused({ error, what, retry }: Props) {
  const why = useWhy(error)
  if (why === undefined) return null
  if (retry !== undefined) {
    const [strong, rest] = what === undefined ? [why.says, why.next] : [what, sentences(why.says, why.next)]
    return <Notice strong={strong} rest={rest} retry={isWorthAsking(error) ? retry : undefined} />
  }
  return (
    <p role="alert" className={ui.failure}>
      {sentences(what, why.says, why.next)}
    </p>
  )
}

type NoticeProps = { strong: string; rest: string; retry?: (() => void) | undefined }

function Notice({ strong, rest, retry }: NoticeProps) {
  const { t } = useTranslation()
  return (
    <div className={ui.notice} role="alert">
      <p className={ui.strong}>
        <IconAlertTriangleFilled size={16} aria-hidden className={ui.soonIcon} /> {strong}
      </p>
      {rest !== '' && <p className={ui.soft}>{rest}</p>}
      {retry && <Button onClick={retry}>{t('failed.retry')}</Button>}
    </div>
  )
}

function sentences(...all: (string | undefined)[]): string {
  return all.filter(Boolean).join(' ')
}
