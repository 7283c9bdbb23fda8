import { useTranslation } from 'react-i18next'
import { useWhy } from '../data/refusals/useWhy.ts'
import { useFormats } from '../ui/useTexts.ts'
import type { usePing } from './useEnrolment.ts'

/** What came of asking for a sign, where the button is. */
export function PingOutcome({ ping }: { ping: ReturnType<typeof usePing> }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const why = useWhy(ping.error)
  return <span role="status">{says()}</span>

  function says(): string {
    if (ping.isPending) return t('device.ping.asking')
    if (why) return `${why.says} ${why.next}`
    const { outcome, ms, rejection } = ping.data ?? { outcome: 'silent', ms: null, rejection: null }
    if (outcome === 'answered') return t('device.ping.answered', { ms: formats.number(ms ?? 0) })
    if (rejection !== null) return t('device.ping.rejected', { why: t(`device.rejection.${rejection}`) })
    return t('device.ping.silent')
  }
}
