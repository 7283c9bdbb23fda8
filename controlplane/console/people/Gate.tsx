import { Outlet, useRouter, useRouterState } from '@tanstack/react-router'
import { Fragment, type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Page } from '../shell/Page.tsx'
import { Shell } from '../shell/Shell.tsx'
import { FetchFailed } from '../ui/Notice.tsx'
import ui from '../ui/ui.module.css'
import { askMe } from './askMe.ts'
import classes from './people.module.css'
import { type Standing, useStanding } from './standing.ts'
import { MeContext } from './useMe.ts'

/** Every page but the one for signing in stands behind the gate. */
export function Root() {
  const isSigningIn = useRouterState({
    select: ({ matches }) => matches.some(({ routeId }) => routeId === '/sign-in'),
  })
  if (isSigningIn) return <Outlet />
  return (
    <Gate>
      <Shell />
    </Gate>
  )
}

function Gate({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const standing = useStanding()
  if (standing.state === 'signed_in') {
    const { me } = standing
    return (
      <MeContext value={me}>
        <Fragment key={me.account.id}>{children}</Fragment>
      </MeContext>
    )
  }
  if (standing.state === 'signed_out') return <Leave was={standing.was} />
  if (standing.state === 'failed') {
    return (
      <main className={classes.bare}>
        <Page name="Setwacht" headline="Setwacht">
          <FetchFailed what={t('people.askFailed')} error={standing.error} retry={() => void askMe()} />
        </Page>
      </main>
    )
  }
  return (
    <p role="status" className={ui.hidden}>
      {t('people.asking')}
    </p>
  )
}

/** Goes to where one signs in, and remembers where one was. */
function Leave({ was }: Pick<Standing & { state: 'signed_out' }, 'was'>) {
  const { navigate, state } = useRouter()
  // Where the person was; the address itself moves on at once.
  const [href] = useState(state.location.href)
  useEffect(() => {
    const to = was === 'left' || href === '/' ? undefined : href
    void navigate({ to: '/sign-in', search: to === undefined ? {} : { to }, replace: true })
  }, [navigate, href, was])
  return null
}
