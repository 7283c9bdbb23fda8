import { lazyRouteComponent } from '@tanstack/react-router'
import { lazy, Suspense, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Confirming } from '../session/Confirming.tsx'
import { Banner } from './Banner.tsx'
import { Foot } from './Foot.tsx'
import { LinkState } from './LinkState.tsx'
import { OwnPages } from './OwnPages.tsx'
import { Rail } from './Rail.tsx'
import classes from './shell.module.css'
import type { Hands } from './shellActions.ts'
import { useShortcuts } from './shortcuts.ts'
import { type Early, MenusComing, nothingEarly, SearchComing } from './TopComing.tsx'
import { TopDuty } from './TopDuty.tsx'

/** What opens weighs a seventh of the first page: it comes once that is drawn. */
const TopSearch = lazyRouteComponent(() => import('./TopSearch.tsx'), 'TopSearch')
const TopMenus = lazyRouteComponent(() => import('./TopMenus.tsx'), 'TopMenus')

/** Comes once somebody asks for it. */
const KeyboardHelp = lazy(() => import('./KeyboardHelp.tsx'))

export function Shell() {
  const { t } = useTranslation()
  const search = useRef<HTMLInputElement>(null)
  const early = useRef<Early>({ ...nothingEarly })
  const [helpOpen, setHelpOpen] = useState(false)
  const hands: Hands = { search: () => search.current?.focus(), help: () => setHelpOpen(true) }
  useShortcuts(hands)
  return (
    <div className={classes.shell}>
      <a href="#main" className={classes.skip}>
        {t('shell.skip')}
      </a>
      <header className={classes.top}>
        <Suspense fallback={<SearchComing inputRef={search} early={early} />}>
          <TopSearch inputRef={search} early={early} hands={hands} />
        </Suspense>
        <div className={classes.topEnd}>
          <TopDuty />
          <LinkState />
          <Suspense fallback={<MenusComing />}>
            <TopMenus openHelp={() => setHelpOpen(true)} />
          </Suspense>
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
