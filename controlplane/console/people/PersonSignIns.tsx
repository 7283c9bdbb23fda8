import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccountRow, SignInRow } from '../../people/account/api.ts'
import { Refused } from '../data/Refused.tsx'
import { useBrowserWords } from '../session/browserWords.ts'
import { Button } from '../ui/Button.tsx'
import { serverNow } from '../ui/clock.ts'
import { Moment } from '../ui/Moment.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import ui from '../ui/ui.module.css'
import { useMoments } from '../ui/useTexts.ts'
import classes from './people.module.css'
import { useEndSignIn, useSignIns } from './useAccounts.ts'

const closedShown = 3

/** Where the person is signed in, and was in the last thirty days; what is open can be ended at once. */
export function PersonSignIns({ account }: { account: AccountRow }) {
  const { t } = useTranslation()
  const { data, error, refetch } = useSignIns(account.id)
  const [all, setAll] = useState(false)
  const end = useEndSignIn()
  const open = data?.signIns.filter(({ state }) => state === 'open') ?? []
  const closed = data?.signIns.filter(({ state }) => state !== 'open') ?? []
  const hidden = all ? 0 : Math.max(0, closed.length - closedShown)
  return (
    <div className={classes.part}>
      <h3>{t('admin.people.signIns')}</h3>
      {!data && error && (
        <Refused what={t('admin.people.signInsFailed')} error={error} retry={() => void refetch()} />
      )}
      {!data && !error && <Skeleton rows={2} />}
      {data && data.signIns.length === 0 && <p className={ui.soft}>{t('admin.people.signInsNone')}</p>}
      <ul className={classes.signIns}>
        {[...open, ...closed.slice(0, closed.length - hidden)].map(signIn => (
          <SignIn
            key={signIn.id}
            signIn={signIn}
            name={account.firstName}
            end={() => end.mutate(signIn.id)}
            isBusy={end.isPending}
          />
        ))}
      </ul>
      {hidden > 0 && (
        <Button look="quiet" onClick={() => setAll(true)}>
          {t('admin.people.signInsMore', { count: hidden })}
        </Button>
      )}
      <Refused error={end.error} />
    </div>
  )
}

type Props = { signIn: SignInRow; name: string; end: () => void; isBusy: boolean }

function SignIn({ signIn, name, end, isBusy }: Props) {
  const { t } = useTranslation()
  const moments = useMoments()
  const browserWords = useBrowserWords()
  const { browser, how, createdAt, usedAt, state, isThis } = signIn
  const since = moments.when(createdAt, serverNow())
  return (
    <li data-open={state === 'open'}>
      <span>
        {browserWords(browser)}
        {isThis && <span className={ui.soft}> ({t('admin.people.thisOne')})</span>}
        <span className={classes.signInFacts}>
          {t(`admin.people.how.${how}`)} · <Moment at={createdAt} ago="none" /> ·{' '}
          {t(`admin.people.state.${state}`)}
          {state === 'open' && (
            <>
              , {t('admin.people.used')} <Moment at={usedAt} ago="alone" />
            </>
          )}
        </span>
      </span>
      {state === 'open' && (
        <Button disabled={isBusy} aria-label={t('admin.people.endOf', { name, since })} onClick={end}>
          {t('admin.people.end')}
        </Button>
      )}
    </li>
  )
}
