import { useRouter } from '@tanstack/react-router'
import { Fragment, type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { askMe } from '../data/askMe.ts'
import { Refused } from '../data/Refused.tsx'
import { personOf, type Standing, useStanding } from '../data/standing.ts'
import { Page } from '../ui/Page.tsx'
import ui from '../ui/ui.module.css'
import classes from './session.module.css'
import { MeContext } from './useMe.ts'

/** What is behind it is drawn for whoever is signed in, and for nobody else. */
export function Gate({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const standing = useStanding()
  if (standing.state === 'signed_in') {
    const { me } = standing
    return (
      <MeContext value={me}>
        <Fragment key={personOf(me)}>{children}</Fragment>
      </MeContext>
    )
  }
  if (standing.state === 'signed_out') return <Leave was={standing.was} />
  if (standing.state === 'failed') {
    return (
      <main className={classes.bare}>
        <Page name="Setwacht" headline="Setwacht">
          <Refused what={t('people.askFailed')} error={standing.error} retry={() => void askMe()} />
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
