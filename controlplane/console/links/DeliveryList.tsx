import { IconAlertTriangleFilled, IconCheck, IconClock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { DeliveryRow } from '../../integration/webhook/api.ts'
import { Refused } from '../data/Refused.tsx'
import rows from '../parts/namedRows.module.css'
import { Button } from '../ui/Button.tsx'
import { Moment } from '../ui/Moment.tsx'
import { Status, type StatusLook } from '../ui/Status.tsx'
import ui from '../ui/ui.module.css'
import { useRetryDelivery } from './useLinks.ts'

const looks: Record<DeliveryRow['state'], StatusLook> = {
  waiting: { tone: 'plain', icon: IconClock },
  delivered: { tone: 'plain', icon: IconCheck },
  failed: { tone: 'soon', icon: IconAlertTriangleFilled },
}

/** What has not arrived, and the last test: how it went, and trying it again. */
export function DeliveryList({ deliveries }: { deliveries: readonly DeliveryRow[] }) {
  const { t } = useTranslation()
  const retry = useRetryDelivery()
  return (
    <>
      <h3>{t('links.webhook.list')}</h3>
      {deliveries.length === 0 && <p className={ui.soft}>{t('links.webhook.all')}</p>}
      <ul className={rows.list}>
        {deliveries.map(delivery => (
          <Delivery
            key={delivery.id}
            delivery={delivery}
            isBusy={retry.isPending}
            retry={() => retry.mutate(delivery.id)}
          />
        ))}
      </ul>
      <Refused error={retry.error} />
    </>
  )
}

type Props = { delivery: DeliveryRow; isBusy: boolean; retry: () => void }

function Delivery({ delivery, isBusy, retry }: Props) {
  const { t } = useTranslation()
  const { kind, ticket, state, queuedAt, tries, nextAt, why, status } = delivery
  const what = [t(`links.webhook.kind.${kind}`), ticket].filter(Boolean).join(' ')
  return (
    <li>
      <strong>{what}</strong>
      <span>
        <Status {...looks[state]}>{t(`links.webhook.state.${state}`)}</Status>{' '}
        {why !== null && <>· {t(`links.why.${why}`, { status: status ?? '' })} </>}·{' '}
        <Moment at={queuedAt} ago="none" /> · {t('links.webhook.tries', { count: tries })}
        {state === 'waiting' && nextAt !== null && tries > 0 && (
          <>
            , {t('links.webhook.next')} <Moment at={nextAt} ago="none" />
          </>
        )}
      </span>
      {state !== 'delivered' && (
        <Button
          look="quiet"
          aria-label={t('links.webhook.retryOf', { what })}
          disabled={isBusy}
          onClick={retry}
        >
          {t('links.webhook.retry')}
        </Button>
      )}
    </li>
  )
}
