import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './objectPage.module.css'
import { Page } from './Page.tsx'
import { TabsContext, useTabs } from './tabs.ts'

type Props = {
  /** What a colleague would say of it, with the person first where one is known. */
  sentence: string
  /** A word of the sentence in which no line breaks, such as a code. */
  whole?: string
  /** What stands in the tab of the browser; left out: the sentence. */
  name?: string
  /** How it is and where it belongs, in a line or two. */
  strip: ReactNode
  /** What can be done with it. */
  acts: ReactNode
  /** They take room: on a phone they stand below the sentence. */
  areActsWide?: true
  /** The parts; each that has an id is one of the tabs. */
  children: ReactNode
}

/** The page of one object, in four bands: sentence, strip, acts, tabs; under them the parts. */
export function ObjectPage({ sentence, whole, name = sentence, strip, acts, areActsWide, children }: Props) {
  const { t } = useTranslation()
  const { tabs, add } = useTabs()
  return (
    <Page
      name={name}
      headline={<Sentence says={sentence} whole={whole} />}
      aside={<div data-acts={areActsWide ? 'wide' : 'narrow'}>{acts}</div>}
    >
      <div className={classes.strip}>{strip}</div>
      <nav className={classes.tabs} aria-label={t('onThisPage')}>
        {tabs.map(({ id, says }) => (
          <a key={id} href={`#${id}`}>
            {says}
          </a>
        ))}
      </nav>
      <TabsContext value={add}>{children}</TabsContext>
    </Page>
  )
}

function Sentence({ says, whole }: { says: string; whole: string | undefined }) {
  const at = whole === undefined ? -1 : says.indexOf(whole)
  if (whole === undefined || at < 0) return says
  return (
    <>
      {says.slice(0, at)}
      <span className={classes.whole}>{whole}</span>
      {says.slice(at + whole.length)}
    </>
  )
}
