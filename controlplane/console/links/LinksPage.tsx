import { useTranslation } from 'react-i18next'
import { Refused } from '../data/Refused.tsx'
import { Page } from '../ui/Page.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { HeartbeatPanel } from './HeartbeatPanel.tsx'
import { TokensPanel } from './TokensPanel.tsx'
import { useHeartbeat, useTokens, useWebhook } from './useLinks.ts'
import { WebhookPanel } from './WebhookPanel.tsx'

/** What other systems hear of us, by which tokens they read, and whom we tell that all is well. */
export function LinksPage() {
  const { t } = useTranslation()
  const [webhook, tokens, heartbeat] = [useWebhook(), useTokens(), useHeartbeat()]
  const parts = [webhook, tokens, heartbeat]
  const headline = useHeadline(webhook.data, heartbeat.data?.heartbeat ?? null)
  const failed = parts.find(({ error, data }) => error && !data)
  return (
    <Page name={t('pages.links')} headline={headline} sub={t('links.what')}>
      {webhook.data && tokens.data && heartbeat.data ? (
        <>
          <WebhookPanel page={webhook.data} />
          <TokensPanel page={tokens.data} />
          <HeartbeatPanel heartbeat={heartbeat.data.heartbeat} />
        </>
      ) : failed ? (
        <Refused
          what={t('links.failed')}
          error={failed.error}
          retry={() => {
            for (const { refetch } of parts) void refetch()
          }}
        />
      ) : (
        <Skeleton rows={8} />
      )}
    </Page>
  )
}

type Asked = ReturnType<typeof useWebhook>['data']
type Heartbeat = NonNullable<ReturnType<typeof useHeartbeat>['data']>['heartbeat']

/** The worst of it. */
function useHeadline(webhook: Asked, heartbeat: Heartbeat): string {
  const { t } = useTranslation()
  if (!webhook) return t('pages.links')
  const undelivered = webhook.deliveries.filter(({ why, kind }) => why !== null && kind !== 'test').length
  if (heartbeat?.isOn && (heartbeat.missing.length > 0 || heartbeat.why !== null)) return t('links.silent')
  if (undelivered > 0) return t('links.undelivered', { count: undelivered })
  return t(webhook.webhook || heartbeat ? 'links.well' : 'links.none')
}
