import { IconCheck, IconCopy } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'

/** Takes a text along, and says whether that worked. */
export function CopyButton({ text, children }: { text: string; children: ReactNode }) {
  const { t } = useTranslation()
  const [outcome, setOutcome] = useState<'done' | 'failed'>()
  const copy = () => {
    const done = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('no clipboard'))
    done.then(
      () => setOutcome('done'),
      () => setOutcome('failed'),
    )
  }
  const Icon = outcome === 'done' ? IconCheck : IconCopy
  return (
    <Button onClick={copy}>
      <Icon size={16} aria-hidden />
      <span aria-live="polite">{outcome ? t(`copied.${outcome}`) : children}</span>
    </Button>
  )
}
