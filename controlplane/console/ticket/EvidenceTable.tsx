import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { PresenceState } from '../../devices/rules.ts'
import {
  type Evidence,
  evidenceFacts,
  evidenceReadings,
  type SideEvidence,
} from '../../tickets/evidence/rules.ts'
import { sides } from '../../tickets/symptom/rules.ts'
import { PresenceStatus } from '../parts/PresenceStatus.tsx'
import { Unknown } from '../ui/Unknown.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import type { SayFact } from './panels.ts'
import classes from './ticket.module.css'

/** Of the link itself and of how it is measured a technician reads nothing here. */
const left = ['doors', 'unreadable', 'simulated']
const units: Record<(typeof evidenceReadings)[number], string> = {
  loss_mean_percent: '%',
  rtt_p95_ms: 'ms',
  jitter_ms: 'ms',
  signal_min_dbm: 'dBm',
  battery_percent: '%',
  cpu_max_percent: '%',
}

/** Both sides beside each other: the link, what was measured, what was told. Rows that neither knows are left out. */
export function EvidenceTable({ frozen, fact }: { frozen: Evidence; fact: SayFact }) {
  const { t } = useTranslation()
  const facts = evidenceFacts.filter(
    name => !left.includes(name) && sides.some(side => lastFact(frozen[side], name) !== undefined),
  )
  const readings = evidenceReadings.filter(name =>
    sides.some(side => valuesOf(frozen[side], name).length > 0),
  )
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t('oneTicket.evidence.what')}</th>
          {sides.map(side => (
            <th key={side} scope="col">
              {t(`trajectory.lane.${side}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <Row head={t('oneTicket.evidence.presence')} cell={side => <Link side={frozen[side]} />} />
        {readings.map(name => (
          <Row
            key={name}
            head={t(`oneTicket.evidence.reading.${name}`)}
            cell={side => <Range values={valuesOf(frozen[side], name)} unit={units[name]} />}
          />
        ))}
        {facts.map(name => (
          <Row
            key={name}
            head={fact(name, null).name}
            cell={side => {
              const last = lastFact(frozen[side], name)
              return last ? fact(name, last.value).says : <NotMeasured />
            }}
          />
        ))}
      </tbody>
    </table>
  )
}

type RowProps = { head: string; cell: (side: (typeof sides)[number]) => ReactNode }

function Row({ head, cell }: RowProps) {
  return (
    <tr>
      <th scope="row">{head}</th>
      {sides.map(side => (
        <td key={side}>{cell(side)}</td>
      ))}
    </tr>
  )
}

/** How it was at the end, and how often it was gone. */
function Link({ side }: { side: SideEvidence | null }) {
  const { t } = useTranslation()
  const last = side?.presence.at(-1)?.presence as PresenceState | undefined
  if (!side || last === undefined) return <Unknown />
  const count = side.presence.slice(1).filter(({ presence }) => presence === 'lost').length
  return (
    <>
      <PresenceStatus state={last} />
      {count > 0 && <span className={ui.soft}> {t('oneTicket.evidence.gone', { count })}</span>}
    </>
  )
}

function Range({ values, unit }: { values: readonly number[]; unit: string }) {
  const { t } = useTranslation()
  const formats = useFormats()
  if (values.length === 0) return <NotMeasured />
  const [low, high] = [Math.min(...values), Math.max(...values)].map(value => formats.number(value)) as [
    string,
    string,
  ]
  return low === high
    ? t('oneTicket.evidence.one', { value: low, unit })
    : t('oneTicket.evidence.between', { low, high, unit })
}

function NotMeasured() {
  const { t } = useTranslation()
  return <span className={ui.soft}>{t('oneTicket.evidence.none')}</span>
}

function valuesOf(side: SideEvidence | null, name: (typeof evidenceReadings)[number]): number[] {
  return side?.readings.flatMap(reading => reading[name] ?? []) ?? []
}

function lastFact(side: SideEvidence | null, name: string) {
  return side?.facts.findLast(fact => fact.name === name && fact.value !== null)
}
