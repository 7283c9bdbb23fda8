import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { MailsPage as Answer, UnsentMail } from '../../mail/api.ts'
import { ask, tell } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { Button } from '../ui/Button.tsx'
import { Fact, Facts } from '../ui/Facts.tsx'
import { FoldingTable } from '../ui/FoldingTable.tsx'
import { Moment } from '../ui/Moment.tsx'
import { Page } from '../ui/Page.tsx'
import { Panel } from '../ui/Panel.tsx'
import { usePreferences } from '../ui/preferences.ts'
import { Skeleton } from '../ui/Skeleton.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'

const key = ['mails']

/** Whether mails leave, and which did not. */
export function MailsPage() {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => ask('/api/mails', {}, {}, signal),
    staleTime: 0,
  })
  const waiting = data?.stuck.length ?? 0
  const headline = !data
    ? t('pages.mails')
    : !data.hasServer
      ? t('mails.headline.off')
      : t(waiting === 0 ? 'mails.headline.calm' : 'mails.headline.stuck', { count: waiting })
  return (
    <Page name={t('pages.mails')} headline={headline} sub={t('mails.what')}>
      {data ? (
        <Mails {...data} />
      ) : error ? (
        <Refused what={t('mails.failedToAsk')} error={error} retry={() => void refetch()} />
      ) : (
        <Skeleton rows={4} />
      )}
    </Page>
  )
}

function Mails({ hasServer, lastSentAt, stuck, failed }: Answer) {
  const { t } = useTranslation()
  return (
    <>
      {hasServer ? <TestMail /> : <p>{t('mails.off')}</p>}
      <Facts>
        <Fact label={t('mails.lastSent')}>
          {lastSentAt === null ? t('mails.never') : <Moment at={lastSentAt} />}
        </Fact>
      </Facts>
      <Unsent title={t('mails.stuck')} mails={stuck} />
      <Unsent title={t('mails.failed')} mails={failed} />
    </>
  )
}

function TestMail() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { language } = usePreferences()
  const send = useMutation({
    networkMode: 'always',
    mutationFn: () => tell('POST /api/mails/test', {}, { language }),
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  })
  return (
    <div>
      <Button look="primary" disabled={send.isPending} onClick={() => send.mutate()}>
        {t(send.isPending ? 'mails.testing' : 'mails.test')}
      </Button>
      {send.isSuccess && <p role="status">{t('mails.tested')}</p>}
      <Refused error={send.error} />
    </div>
  )
}

function Unsent({ title, mails }: { title: string; mails: readonly UnsentMail[] }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const columns = [
    { id: 'about', head: t('mails.about') },
    { id: 'kind', head: t('mails.kind') },
    { id: 'queued', head: t('mails.queued') },
    { id: 'tries', head: t('mails.tries'), isShort: true },
    { id: 'why', head: t('mails.why') },
  ] as const
  const cells = {
    about: ({ subject }: UnsentMail) => subject?.slice(subject.indexOf(':') + 1) ?? '–',
    kind: ({ template }: UnsentMail) => t(`mails.template.${template}`),
    queued: ({ queuedAt }: UnsentMail) => formats.exact(queuedAt),
    tries: ({ tries }: UnsentMail) => formats.number(tries),
    why: ({ lastFailure }: UnsentMail) =>
      lastFailure === null ? t('mails.notTried') : t(`mails.failure.${lastFailure}`),
  }
  return (
    <Panel title={title}>
      {mails.length === 0 ? (
        <p className={ui.soft}>{t('mails.none')}</p>
      ) : (
        <FoldingTable
          label={title}
          columns={columns}
          rows={mails}
          keyOf={({ id }) => id}
          cell={(mail, column) => cells[column](mail)}
        />
      )}
    </Panel>
  )
}
