import { lazy, Suspense, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Confirming } from '../session/Confirming.tsx'
import { Banner } from './Banner.tsx'
import { Foot } from './Foot.tsx'
import { LinkState } from './LinkState.tsx'
import { OwnMenu } from './OwnMenu.tsx'
import { OwnPages } from './OwnPages.tsx'
import { PreferencesMenu } from './PreferencesMenu.tsx'
import { Rail } from './Rail.tsx'
import classes from './shell.module.css'
import type { Hands } from './shellActions.ts'
import { useShortcuts } from './shortcuts.ts'
import { TopDuty } from './TopDuty.tsx'
import { TopSearch } from './TopSearch.tsx'

/** Comes once somebody asks for it. */
const KeyboardHelp = lazy(() => import('./KeyboardHelp.tsx'))

export function Shell() {
  const { t } = useTranslation()
  const search = useRef<HTMLInputElement>(null)
  const [helpOpen, setHelpOpen] = useState(false)
  const hands: Hands = { search: () => search.current?.focus(), help: () => setHelpOpen(true) }
  useShortcuts(hands)
  return (
    <div className={classes.shell}>
      <a href="#main" className={classes.skip}>
        {t('shell.skip')}
      </a>
      <header className={classes.top}>
        <TopSearch inputRef={search} hands={hands} />
        <div className={classes.topEnd}>
          <TopDuty />
          <LinkState />
          <PreferencesMenu openHelp={() => setHelpOpen(true)} />
          <OwnMenu />
        </div>
      </header>
      <Rail />
      <div className={classes.body}>
        <Banner />
        <main id="main" tabIndex={-1} className={classes.main}>
          <OwnPages />
        </main>
        <Foot />
      </div>
      <Confirming />
      <Suspense>{helpOpen && <KeyboardHelp close={() => setHelpOpen(false)} />}</Suspense>
    </div>
  )
}
