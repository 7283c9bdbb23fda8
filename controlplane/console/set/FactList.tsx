import { IconAlertTriangleFilled } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { factNames } from '../../../protocol/facts.ts'
import type { SetDetail } from '../data/fetch.ts'
import { Fact, Facts } from '../ui/Facts.tsx'
import { Folded } from '../ui/Folded.tsx'
import { Moment } from '../ui/Moment.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Status } from '../ui/Status.tsx'
import { Unknown } from '../ui/Unknown.tsx'
import ui from '../ui/ui.module.css'
import { factName, factSays } from './factWords.ts'
import classes from './set.module.css'

type Known = SetDetail['facts'][number]

/** What holds until it changes, each with the moment from which it holds; doors are told where the device is. */
export function FactList({ set }: { set: SetDetail }) {
  const { t } = useTranslation()
  const order = (fact: Known) => (factNames as string[]).indexOf(fact.name)
  const facts = set.facts
    .filter(({ name }) => name !== 'door' && name !== 'doors')
    .toSorted((a, b) => order(a) - order(b))
  const known = facts.filter(fact => isTold(t, fact))
  const unknown = facts.filter(fact => !known.includes(fact) && !isEmpty(fact))
  return (
    <Panel id="facts" title={t('set.facts')}>
      {facts.length === 0 && <p className={ui.soft}>{t('set.noFacts')}</p>}
      <Facts>
        {known.map(fact => (
          <OneFact key={fact.name} fact={fact} />
        ))}
      </Facts>
      {unknown.length > 0 && (
        <Folded says={t('set.unreadableFacts')}>
          <Facts>
            {unknown.map(fact => (
              <OneFact key={fact.name} fact={fact} />
            ))}
          </Facts>
        </Folded>
      )}
    </Panel>
  )
}

/** Whether it says anything but that it cannot be read. */
function isTold(t: TFunction, { name, value }: Known): boolean {
  return name !== 'unreadable' && factSays(t, name, value).lines.some(line => line !== undefined)
}

/** Everything can be read: that is not worth a line. */
function isEmpty({ name, value }: Known): boolean {
  return name === 'unreadable' && Object.keys(value ?? {}).length === 0
}

function OneFact({ fact }: { fact: Known }) {
  const { t } = useTranslation()
  const { lines, wrong, detail } = factSays(t, fact.name, fact.value)
  const [first, ...others] = lines
  const more = others.map(line => ({ key: line ?? '', says: <FactLine line={line} wrong={wrong} /> }))
  return (
    <Fact
      label={factName(t, fact.name)}
      note={
        <>
          {t('set.since')} <Moment at={fact.measuredAt} ago="none" />
          {fact.uncertain && <span className={classes.line}>{t('set.uncertainTime')}</span>}
        </>
      }
      more={detail ? [...more, { key: 'detail', says: <span className={ui.soft}>{detail}</span> }] : more}
    >
      <FactLine line={first} wrong={wrong} />
    </Fact>
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
