import { useMutation, useQuery } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useCallback, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { askMe } from '../data/askMe.ts'
import { ask, refusalOf, tell } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { useStanding } from '../data/standing.ts'
import { sayArrived } from '../data/tabs.ts'
import { knownRefusal, type SignInAddress } from '../session/signIn.ts'
import { safeTarget } from '../session/signInLink.ts'
import { Button } from '../ui/Button.tsx'
import { Page } from '../ui/Page.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { forgetLinkToken, useLinkToken } from './linkToken.ts'
import { GetLink, NotIn } from './SignInParts.tsx'
import classes from './signIn.module.css'

/** The one page that needs nobody: how to come in, and why it did not work. */
export function SignInPage() {
  const { t } = useTranslation()
  const { to, refused }: SignInAddress = useSearch({ from: '/sign-in' })
  const token = useLinkToken()
  const standing = useStanding()
  const goOn = useGoOn(to)
  const useLink = useMutation({
    networkMode: 'always',
    mutationFn: (token: string) => tell('POST /api/sign-in/link', {}, { token }),
    // A link that the server did not even look at can be tried again.
    onError: error => knownRefusal(refusalOf(error)) !== undefined && forgetLinkToken(),
    onSuccess: async () => {
      forgetLinkToken()
      await askMe()
      sayArrived()
    },
  })
  const isIdle = useLink.isIdle && token === undefined && refused === undefined
  const isIn = standing.state === 'signed_in' && (isIdle || useLink.isSuccess)
  useEffect(() => {
    if (isIn) goOn()
  }, [isIn, goOn])

  const linkRefusal = refusalOf(useLink.error)
  const refusal = linkRefusal ?? (useLink.isIdle ? refused : undefined)
  const isOther = useLink.isError && knownRefusal(linkRefusal) === undefined
  const hasEnded = standing.state === 'signed_out' && standing.was !== 'nobody' && refusal === undefined
  return (
    <main className={classes.page}>
      <span className={classes.brand}>Setwacht</span>
      <Page
        name={t('people.signIn.page')}
        headline={t(hasEnded ? 'people.signIn.ended' : 'people.signIn.headline')}
      >
        {hasEnded && <p className={classes.lead}>{t('people.signIn.endedNext')}</p>}
        {isOther ? (
          <Refused what={`${t('people.signIn.refused')}.`} error={useLink.error} />
        ) : (
          refusal !== undefined && <NotIn refusal={knownRefusal(refusal)} />
        )}
        {token !== undefined || useLink.isPending ? (
          <ByLink isBusy={useLink.isPending} signIn={() => token !== undefined && useLink.mutate(token)} />
        ) : (
          <Ways to={targetOf(to)} />
        )}
        {standing.state === 'signed_in' && refusal !== undefined && (
          <Button onClick={goOn}>{t('people.signIn.goOn', { name: standing.me.account.firstName })}</Button>
        )}
        {to !== undefined && <p className={classes.soft}>{t('people.signIn.back')}</p>}
      </Page>
    </main>
  )
}

function ByLink({ isBusy, signIn }: { isBusy: boolean; signIn: () => void }) {
  const { t } = useTranslation()
  return (
    <>
      <button type="button" className={classes.primary} disabled={isBusy} onClick={signIn}>
        {t(isBusy ? 'people.signIn.busy' : 'people.signIn.withLink')}
      </button>
      <p className={classes.soft}>{t('people.signIn.linkOnce')}</p>
    </>
  )
}

function Ways({ to }: { to: string }) {
  const { t } = useTranslation()
  const ways = useQuery({
    queryKey: ['sign-in'],
    queryFn: ({ signal }) => ask('/api/sign-in', {}, {}, signal),
  })
  if (ways.isError) {
    return <Refused what={t('people.signIn.refused')} error={ways.error} retry={() => void ways.refetch()} />
  }
  if (!ways.data) return <Skeleton rows={2} />
  if (!ways.data.provider) return <GetLink />
  return (
    <>
      <a className={classes.primary} href={`/api/sign-in/provider?to=${encodeURIComponent(to)}`}>
        {t('people.signIn.withProvider')}
      </a>
      <details className={classes.emergency}>
        <summary>{t('people.signIn.emergency')}</summary>
        <GetLink />
      </details>
    </>
  )
}

function useGoOn(to: string | undefined): () => void {
  const { history } = useRouter()
  return useCallback(() => history.replace(targetOf(to)), [history, to])
}

/** Who was going nowhere yet comes where the day of their role starts. */
function targetOf(to: string | undefined): string {
  return to === undefined ? '/start' : safeTarget(to, location.origin)
}
