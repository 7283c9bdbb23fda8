import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { fileBytesMax, fileRowsMax } from '../../../platform/files/rules.ts'
import { needTexts } from '../../ui/text.ts'
import { useFormats } from '../../ui/useTexts.ts'
import { FetchError } from '../fetch.ts'
import type { ShownCode } from './codes.ts'
import { texts } from './texts.ts'

type Why = { says: string; next: string }

/** The sentences of a refusal. */
export function useRefusalWords(): (code: ShownCode, where?: string) => Why {
  const { t } = useTranslation()
  const formats = useFormats()
  return (code, where = '') => {
    const limits = { rows: formats.number(fileRowsMax), size: formats.number(fileBytesMax / 1024 ** 2) }
    const gaps = { where, ...limits }
    return { says: t(`refusal.${code}.says`, gaps), next: t(`refusal.${code}.next`, gaps) }
  }
}

/** Why something did not work, and what to do next; undefined: it did. */
export function useWhy(error: unknown): Why | undefined {
  const { t, i18n } = useTranslation()
  const wordsOf = useRefusalWords()
  const isMissing = Boolean(error) && !i18n.exists('refusal')
  useEffect(() => {
    if (isMissing) void fetchRefusalWords()
  }, [isMissing])
  if (!error) return undefined
  if (!(error instanceof FetchError)) return { says: t('failed.unexpected'), next: '' }
  if (error.failure.kind === 'unreachable') return { says: t('failed.unreachable'), next: '' }
  const { status, refusal } = error.failure
  const isShown = (code: string): code is ShownCode => i18n.exists(`refusal.${code}.says`)
  if (refusal && isShown(refusal.error)) return wordsOf(refusal.error, refusal.where)
  return { says: t('failed.status', { status }), next: '' }
}

/** They come after the first page, which is seldom refused anything; without them there is a general sentence. */
export async function fetchRefusalWords(): Promise<void> {
  await needTexts(texts).catch(() => undefined)
}
