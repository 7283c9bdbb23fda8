import { IconAlertTriangleFilled } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { SetEnrolment } from '../../enrolment/api.ts'
import { useNow } from '../ui/clock.ts'
import { Fact } from '../ui/Facts.tsx'
import { Status } from '../ui/Status.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'

const dayMs = 86_400_000
const soonDays = 7
const grainMs = 60_000

/** Until when the certificate that the set uses holds; it should have renewed itself long before the end. */
export function CertificateEnd({ certificates }: Pick<SetEnrolment, 'certificates'>) {
  const { t } = useTranslation()
  const formats = useFormats()
  const now = useNow(grainMs)
  // Newest first: one that has not connected yet is only on its way.
  const used = certificates.find(({ connectedAt }) => connectedAt !== null)
  const held = used ?? certificates[0]
  return (
    <Fact label={t('device.fact.certificate')}>
      {held ? says(held.notAfter) : <span className={ui.soft}>{t('device.certificate.none')}</span>}
    </Fact>
  )

  function says(notAfter: number) {
    const day = formats.date(notAfter)
    const count = Math.floor((notAfter - now) / dayMs)
    const left = count < 1 ? t('device.certificate.today') : t('device.certificate.left', { count })
    const words =
      notAfter <= now
        ? t('device.certificate.ended', { day })
        : `${t('device.certificate.until', { day })}, ${left}`
    const text = (
      <time dateTime={new Date(notAfter).toISOString()} title={formats.exact(notAfter)}>
        {words}
      </time>
    )
    return (
      <>
        {count < soonDays ? (
          <Status tone="soon" icon={IconAlertTriangleFilled}>
            {text}
          </Status>
        ) : (
          text
        )}
        {!used && <span className={ui.soft}> ({t('device.certificate.unused')})</span>}
      </>
    )
  }
}
