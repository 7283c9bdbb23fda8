import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask, tell } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { Button } from '../ui/Button.tsx'
import { usePreferences } from '../ui/preferences.ts'
import { Row } from '../ui/Row.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import ui from '../ui/ui.module.css'
import { NotSubscribed, type PushState, readPushState, subscribe, unsubscribe } from './browser.ts'
import classes from './push.module.css'

const key = ['own-pushes']

/** Whether this browser tells of a P1 when nobody looks at the screen: everybody's own choice, and no until they say yes. */
export function PushChoice() {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => {
      const own = await ask('/api/me/push', {}, {}, signal)
      return { key: own.key, state: await readPushState(own) }
    },
    staleTime: 0,
  })
  return (
    <section aria-labelledby="own-pushes" className={classes.choice}>
      <h2 id="own-pushes">{t('push.title')}</h2>
      <p className={ui.soft}>
        {t('push.what')} {t('push.shows')}
      </p>
      {data ? (
        <Choice serverKey={data.key} state={data.state} />
      ) : error ? (
        <Refused what={t('push.failed')} error={error} retry={() => void refetch()} />
      ) : (
        <Skeleton rows={1} />
      )}
    </section>
  )
}

function Choice({ serverKey, state }: { serverKey: string; state: PushState }) {
  const { t } = useTranslation()
  const { language } = usePreferences()
  const client = useQueryClient()
  const onSettled = () => client.invalidateQueries({ queryKey: key })
  const on = useMutation({
    networkMode: 'always',
    mutationFn: async () => tell('PUT /api/me/push', {}, await subscribe(serverKey, language)),
    onSettled,
  })
  const off = useMutation({
    networkMode: 'always',
    mutationFn: async () => {
      const hash = await unsubscribe()
      if (hash !== undefined) await tell('POST /api/me/push/off', {}, { hash })
    },
    onSettled,
  })
  const test = useMutation({
    networkMode: 'always',
    mutationFn: () => tell('POST /api/me/push/test', {}, {}),
  })
  if (state === 'unsupported') return <p>{t('push.unsupported')}</p>
  if (state === 'denied')
    return (
      <p>
        {t('push.denied')} {t('push.deniedNext')}
      </p>
    )
  const isBusy = on.isPending || off.isPending
  return (
    <>
      <p role="status">{t(state === 'on' ? 'push.isOn' : 'push.isOff')}</p>
      {state === 'on' ? (
        <Row>
          <Button disabled={test.isPending} onClick={() => test.mutate()}>
            {t('push.test')}
          </Button>
          <Button look="quiet" disabled={isBusy} onClick={() => off.mutate()}>
            {t('push.turnOff')}
          </Button>
        </Row>
      ) : (
        <Button disabled={isBusy} onClick={() => on.mutate()}>
          {t('push.turnOn')}
        </Button>
      )}
      {test.isSuccess && <p className={ui.soft}>{t('push.tested')}</p>}
      <WhyNot error={on.error} />
      <Refused error={off.error ?? test.error} />
    </>
  )
}

function WhyNot({ error }: { error: unknown }) {
  const { t } = useTranslation()
  if (!(error instanceof NotSubscribed)) return <Refused error={error} />
  return <p role="alert">{t(`push.${error.why}`)}</p>
}
