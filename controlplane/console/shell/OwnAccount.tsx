import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { SignInRow } from '../../people/account/api.ts'
import { askMe } from '../data/askMe.ts'
import { ask, tell } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { loseStanding } from '../data/standing.ts'
import { texts as pushTexts } from '../push/texts.ts'
import { useBrowserWords } from '../session/browserWords.ts'
import classes from '../session/session.module.css'
import { mayDo } from '../session/useMay.ts'
import { useMe } from '../session/useMe.ts'
import { Button } from '../ui/Button.tsx'
import { Check } from '../ui/Check.tsx'
import { Moment } from '../ui/Moment.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { needTexts } from '../ui/text.ts'
import ui from '../ui/ui.module.css'
import { maySee, pages, railItemAt } from './pages.ts'

const PushChoice = lazy(async () => {
  const [{ PushChoice: own }] = await Promise.all([import('../push/PushChoice.tsx'), needTexts(pushTexts)])
  return { default: own }
})

const signInsKey = ['own-sign-ins']

/** What the own menu holds. `says`: the roles in words. */
export default function OwnAccount({ says, close }: { says: string; close: () => void }) {
  const { t } = useTranslation()
  const { account, roles } = useMe()
  const signOut = useMutation({
    networkMode: 'always',
    mutationFn: () => tell('POST /api/sign-out', {}, {}),
    onSuccess: () => loseStanding('left'),
  })
  return (
    <div className={classes.account}>
      <div>
        <h2>{[account.firstName, account.name].join(' ')}</h2>
        <p className={ui.soft}>{says}</p>
      </div>
      <div>
        <h2>{t('people.me.signIns')}</h2>
        <SignIns />
      </div>
      {mayDo(roles, 'receivePushes') && (
        <Suspense fallback={<Skeleton rows={2} />}>
          <PushChoice />
        </Suspense>
      )}
      {mayDo(roles, 'takeHelp') && <ShownName isShown={account.isFirstNameShown} />}
      {maySee(roles, 'audit') && railItemAt(roles, 'audit') === undefined && (
        <Link to={pages.audit.to} onClick={close}>
          {t('people.me.log')}
        </Link>
      )}
      <Button disabled={signOut.isPending} onClick={() => signOut.mutate()}>
        {t('people.me.signOut')}
      </Button>
      <Refused what={t('people.me.endFailed')} error={signOut.error} />
    </div>
  )
}

/** Whether a set may say who helps there. */
function ShownName({ isShown }: { isShown: boolean }) {
  const { t } = useTranslation()
  const change = useMutation({
    networkMode: 'always',
    mutationFn: (wanted: boolean) => tell('PUT /api/me/first-name', {}, { isShown: wanted }),
    onSettled: askMe,
  })
  return (
    <div>
      <Check checked={isShown} onChange={change.mutateAsync}>
        {t('people.me.firstName')}
      </Check>
      <p className={ui.soft}>{t('people.me.firstNameWhy')}</p>
      <Refused error={change.error} />
    </div>
  )
}

function SignIns() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const list = useQuery({
    queryKey: signInsKey,
    queryFn: ({ signal }) => ask('/api/sign-ins', {}, {}, signal),
    staleTime: 0,
  })
  const end = useMutation({
    networkMode: 'always',
    mutationFn: async (ids: string[]) => {
      for (const id of ids) await tell('DELETE /api/sign-ins/:id', { id }, {})
    },
    onSettled: () => client.invalidateQueries({ queryKey: signInsKey }),
  })
  if (list.isError) {
    const again = () => void list.refetch()
    return <Refused what={t('people.me.signInsFailed')} error={list.error} retry={again} />
  }
  if (!list.data) return <Skeleton rows={2} />
  const open = list.data.signIns.filter(({ state }) => state === 'open')
  const others = open.filter(({ isThis }) => !isThis).map(({ id }) => id)
  return (
    <>
      <ul className={classes.signIns}>
        {open.map(signIn => (
          <li key={signIn.id}>
            <SignIn {...signIn} isEnding={end.isPending} end={() => end.mutate([signIn.id])} />
          </li>
        ))}
      </ul>
      {others.length > 0 && (
        <Button disabled={end.isPending} onClick={() => end.mutate(others)}>
          {t('people.me.endOthers', { count: others.length })}
        </Button>
      )}
      <Refused what={t('people.me.endFailed')} error={end.error} />
    </>
  )
}

type SignInProps = SignInRow & { isEnding: boolean; end: () => void }

function SignIn({ browser, createdAt, isThis, isEnding, end }: SignInProps) {
  const { t } = useTranslation()
  const name = useBrowserWords()(browser)
  return (
    <>
      <div>
        <p title={browser}>{name}</p>
        <p className={ui.soft}>
          {isThis && `${t('people.me.thisBrowser')}, `}
          {t('people.me.since')} <Moment at={createdAt} ago="none" />
        </p>
      </div>
      {!isThis && (
        <Button aria-label={t('people.me.endOf', { browser: name })} disabled={isEnding} onClick={end}>
          {t('people.me.end')}
        </Button>
      )}
    </>
  )
}
