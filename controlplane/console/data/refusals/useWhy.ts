import { useTranslation } from 'react-i18next'
import { fileBytesMax, fileRowsMax } from '../../../platform/files/table-import-api.ts'
import { useFormats } from '../../ui/useTexts.ts'
import { FetchError } from '../fetch.ts'
import type { ShownCode } from './codes.ts'
import { refusalsNl } from './nl.ts'

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
  const { t } = useTranslation()
  const wordsOf = useRefusalWords()
  if (!error) return undefined
  if (!(error instanceof FetchError)) return { says: t('failed.unexpected'), next: '' }
  if (error.failure.kind === 'unreachable') return { says: t('failed.unreachable'), next: '' }
  const { status, refusal } = error.failure
  if (refusal && isShown(refusal.error)) return wordsOf(refusal.error, refusal.where)
  return { says: t('failed.status', { status }), next: '' }
}

function isShown(code: string): code is ShownCode {
  return Object.hasOwn(refusalsNl, code)
}
