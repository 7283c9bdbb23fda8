import { IconAlertTriangleFilled } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { factNames } from '../../../protocol/facts.ts'
import type { SetDetail } from '../data/fetch.ts'
import { Moment } from '../ui/Moment.tsx'
import { Status } from '../ui/Status.tsx'
import { Unknown } from '../ui/Unknown.tsx'
import ui from '../ui/ui.module.css'
import { factSays, isKnownFact } from './factWords.ts'
import classes from './set.module.css'

type Fact = SetDetail['facts'][number]

/** What holds until it changes, each with the moment from which it holds; doors are told where the device is. */
export function FactList({ set }: { set: SetDetail }) {
  const { t } = useTranslation()
  const order = (fact: Fact) => (factNames as string[]).indexOf(fact.name)
  const facts = set.facts
    .filter(({ name }) => name !== 'door' && name !== 'doors')
    .toSorted((a, b) => order(a) - order(b))
  return (
    <section className={classes.section} aria-labelledby="facts">
      <h2 id="facts">{t('set.facts')}</h2>
      {facts.length === 0 && <p className={ui.soft}>{t('set.noFacts')}</p>}
      <dl className={classes.facts}>
        {facts.map(fact => (
          <div key={fact.name}>
            <dt>{isKnownFact(fact.name) ? t(`set.fact.${fact.name}`) : fact.name}</dt>
            <FactCells fact={fact} />
          </div>
        ))}
      </dl>
    </section>
  )
}

function FactCells({ fact }: { fact: Fact }) {
  const { t } = useTranslation()
  const { lines, wrong, detail } = factSays(t, fact.name, fact.value)
  const [first, ...others] = lines
  return (
    <>
      <dd>
        <FactLine line={first} wrong={wrong} />
      </dd>
      <dd className={classes.age}>
        <Moment at={fact.measuredAt} ago="alone" />
        {fact.uncertain && <span className={classes.line}>{t('set.uncertainTime')}</span>}
      </dd>
      {others.map(line => (
        <dd key={line} className={classes.wide}>
          <FactLine line={line} wrong={wrong} />
        </dd>
      ))}
      {detail && <dd className={`${classes.wide} ${ui.soft}`}>{detail}</dd>}
    </>
  )
}

export function FactLine({ line, wrong }: { line: string | undefined; wrong: boolean }) {
  if (line === undefined) return <Unknown />
  if (!wrong) return line
  return (
    <Status tone="soon" icon={IconAlertTriangleFilled}>
      {line}
    </Status>
  )
}
