import { useQueries } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { stepOf } from '../../../protocol/sentences/sentences.ts'
import type { BoardSide } from '../../overview/board/api.ts'
import type { TicketRow } from '../../tickets/api.ts'
import { sides } from '../../tickets/symptom/rules.ts'
import type { SetDetail } from '../data/fetch.ts'
import { firstToMend } from '../parts/found.ts'
import { HourStrip } from '../parts/pair/HourStrip.tsx'
import { PairBlock, type PairHalf } from '../parts/pair/PairBlock.tsx'
import { setQuery } from '../parts/setQuery.ts'
import { Panel } from '../ui/Panel.tsx'
import { usePreferences } from '../ui/preferences.ts'
import ui from '../ui/ui.module.css'
import classes from './ticket.module.css'

type Sets = { home: SetDetail | undefined; school: SetDetail | undefined }

/** Both sides as they are now, with their last hour, and the first step with each. */
export function Pair({ ticket }: { ticket: TicketRow }) {
  const { t } = useTranslation()
  const { labels, sets } = useSets(ticket)
  if (!labels.home && !labels.school)
    return (
      <Panel id="pair" title={t('oneTicket.pair')}>
        <p className={ui.soft}>{t('oneTicket.noPair')}</p>
      </Panel>
    )
  const half = (side: keyof Sets): PairHalf => {
    const set = sets[side]
    return {
      side: set ? sideOf(set) : null,
      place: set?.place ?? null,
      more: labels[side] && <HourStrip label={labels[side]} />,
    }
  }
  return (
    <>
      <Panel id="pair" title={t('oneTicket.pair')}>
        <PairBlock lesson={ticket.lesson} home={half('home')} school={half('school')} />
      </Panel>
      <Steps sets={sets} />
    </>
  )
}

/** A ticket of a set that serves nobody has one side. */
function useSets({ home, school, set, side, trajectory }: TicketRow) {
  const alone = trajectory === null && set !== null
  const labels = alone ? { home: null, school: null, [side ?? 'school']: set } : { home, school }
  const sets = useQueries({
    queries: sides.map(side => ({ ...setQuery(labels[side] ?? ''), enabled: Boolean(labels[side]) })),
    combine: ([home, school]): Sets => ({ home: home?.data, school: school?.data }),
  })
  return { labels: labels as Record<keyof Sets, string | null>, sets }
}

function sideOf({ label, check, breaks, ...set }: SetDetail): BoardSide {
  const { presence, presenceSince, heardAt, camera, sound, simulated } = set
  const known = { set: label, presence, presenceSince, heardAt, camera, sound, simulated, breaks }
  return check ? { ...known, check: { verdict: check.verdict, at: check.measuredAt } } : known
}

/** What a set that looked itself over found first; the same words as on its own page. */
function Steps({ sets }: { sets: Sets }) {
  const { t } = useTranslation()
  const { language } = usePreferences()
  const steps = sides.flatMap(side => {
    const { check, kind } = sets[side] ?? {}
    const first = check && kind && check.verdict !== 'ready' ? firstToMend(kind, check.codes) : undefined
    const says = first && stepOf(language, 'helpdesk', first.code)
    return says ? [{ side, says }] : []
  })
  return (
    <Panel id="what-now" title={t('oneTicket.what')}>
      {steps.length === 0 ? (
        <p className={ui.soft}>{t('oneTicket.whatNone')}</p>
      ) : (
        <ol className={classes.steps}>
          {steps.map(({ side, says }) => (
            <li key={side}>
              <span className={ui.soft}>{t(`trajectory.lane.${side}`)}:</span> {says}
            </li>
          ))}
        </ol>
      )}
    </Panel>
  )
}
