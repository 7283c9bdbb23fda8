import { useTranslation } from 'react-i18next'
import type { WebhookPage } from '../../integration/webhook/api.ts'
import { Refused } from '../data/Refused.tsx'
import { Secret } from '../parts/Secret.tsx'
import { Button } from '../ui/Button.tsx'
import { takeLostFocusTo } from '../ui/focus.ts'
import { Moment } from '../ui/Moment.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Row } from '../ui/Row.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import { DeliveryList } from './DeliveryList.tsx'
import classes from './links.module.css'
import { useRotateSecret, useSaveWebhook, useTestWebhook } from './useLinks.ts'
import { WebhookForm } from './WebhookForm.tsx'

const rotateId = 'webhook-rotate'

/** Tickets told to another system: where, which, what did not arrive. */
export function WebhookPanel({ page: { webhook, deliveries, deliveredAt } }: { page: WebhookPage }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const [save, rotate, test] = [useSaveWebhook(), useRotateSecret(), useTestWebhook()]
  const secret = rotate.data?.secret ?? save.data?.secret
  const close = () => {
    save.reset()
    rotate.reset()
    takeLostFocusTo(rotateId)
  }
  return (
    <Panel title={t('links.webhook.title')}>
      {secret && (
        <Secret
          heading="h3"
          title={t('links.webhook.secret')}
          text={secret}
          says={t('links.webhook.once')}
          close={close}
        />
      )}
      <WebhookForm webhook={webhook} save={save} />
      {webhook && (
        <div className={classes.after}>
          <p className={ui.soft}>
            {t('links.webhook.made', { day: formats.day(webhook.secretMadeAt) })} ·{' '}
            {deliveredAt === null ? (
              t('links.webhook.nothing')
            ) : (
              <>
                {t('links.webhook.delivered')} <Moment at={deliveredAt} />
              </>
            )}
          </p>
          {webhook.oldSecretEndsAt !== null && (
            <p className={ui.soft}>
              {t('links.webhook.both', { when: formats.exact(webhook.oldSecretEndsAt) })}
            </p>
          )}
          <Row>
            <Button disabled={test.isPending} onClick={() => test.mutate(undefined)}>
              {t(test.isPending ? 'links.webhook.testing' : 'links.webhook.test')}
            </Button>
            <Button
              id={rotateId}
              look="quiet"
              disabled={rotate.isPending}
              onClick={() => rotate.mutate(undefined)}
            >
              {t('links.webhook.rotate')}
            </Button>
          </Row>
          <Refused error={test.error ?? rotate.error} />
          <DeliveryList deliveries={deliveries} />
        </div>
      )}
    </Panel>
  )
}
