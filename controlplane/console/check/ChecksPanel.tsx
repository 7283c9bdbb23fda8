import {
  IconAlertTriangle,
  IconAlertTriangleFilled,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleXFilled,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Finding, Outcome } from '../../../protocol/findings.ts'
import { sentenceOf, stepOf } from '../../../protocol/sentences/sentences.ts'
import type { Needs } from '../../../protocol/verdict.ts'
import type { SetDetail } from '../data/fetch.ts'
import { firstToMend, foundIn, needsIn } from '../parts/found.ts'
import { VerdictStatus } from '../parts/VerdictStatus.tsx'
import { Folded } from '../ui/Folded.tsx'
import { Moment } from '../ui/Moment.tsx'
import { Panel } from '../ui/Panel.tsx'
import { usePreferences } from '../ui/preferences.ts'
import { Status, type StatusLook } from '../ui/Status.tsx'
import { Timeline } from '../ui/Timeline.tsx'
import ui from '../ui/ui.module.css'
import { AskCheck } from './AskCheck.tsx'
import classes from './check.module.css'

/** Red is what no lesson can do without; what is only better to have never is. */
const looks: Record<'needed' | 'good_to_have', Record<Outcome, StatusLook>> = {
  needed: {
    failed: { tone: 'act', icon: IconCircleXFilled },
    doubtful: { tone: 'soon', icon: IconAlertTriangleFilled },
    unknown: { tone: 'unknown', icon: IconCircleDashed },
    ok: { tone: 'plain', icon: IconCircleCheck },
  },
  good_to_have: {
    failed: { tone: 'soon', icon: IconAlertTriangleFilled },
    doubtful: { tone: 'plain', icon: IconAlertTriangle },
    unknown: { tone: 'unknown', icon: IconCircleDashed },
    ok: { tone: 'plain', icon: IconCircleCheck },
  },
}

type Check = SetDetail['checks'][number]

/** What the set found when it last looked itself over, what to do about it, and how that went before. */
export function ChecksPanel({ set }: { set: SetDetail }) {
  const { t } = useTranslation()
  const { check, checks } = set
  const before = checks.filter(({ measuredAt }) => measuredAt !== check?.measuredAt)
  return (
    <Panel id="checks" title={t('check.title')} aside={check && <When check={check} />}>
      {check ? (
        <p className={classes.verdict}>
          <VerdictStatus verdict={check.verdict} />
          <FirstStep set={set} check={check} />
        </p>
      ) : (
        <p className={ui.soft}>{t('check.none')}</p>
      )}
      <AskCheck set={set} />
      {check && <Findings set={set} check={check} />}
      {before.length > 0 && (
        <Folded says={t('check.before', { count: before.length })}>
          <Timeline
            happenings={before.map((one, order) => ({
              key: `${one.measuredAt} ${order}`,
              at: one.measuredAt,
              says: <Earlier set={set} check={one} />,
            }))}
          />
        </Folded>
      )}
    </Panel>
  )
}

function When({ check: { measuredAt, trigger, uncertain } }: { check: Check }) {
  const { t } = useTranslation()
  return (
    <span className={ui.soft}>
      {t(`check.trigger.${trigger}`)} <Moment at={measuredAt} />
      {uncertain && ` ${t('check.uncertain')}`}
    </span>
  )
}

function FirstStep({ set, check }: { set: SetDetail; check: Check }) {
  const { t } = useTranslation()
  const { language } = usePreferences()
  const first = firstToMend(set.kind, check.codes)
  const step = check.verdict !== 'ready' && first && stepOf(language, 'helpdesk', first.code)
  return !step ? null : (
    <span>
      {t('check.next')} <strong>{step}</strong>
    </span>
  )
}

/** What is not in order by itself; what is stands behind one line. */
function Findings({ set, check }: { set: SetDetail; check: Check }) {
  const { t } = useTranslation()
  const needs = needsIn(set.kind, check.codes)
  const found = foundIn(check.codes, needs)
  const well = found.filter(({ outcome }) => outcome === 'ok')
  const rest = found.filter(({ outcome }) => outcome !== 'ok')
  return (
    <>
      {rest.length > 0 && <List found={rest} needs={needs} />}
      {well.length > 0 && (
        <Folded says={t('check.well', { count: well.length })}>
          <List found={well} needs={needs} />
        </Folded>
      )}
    </>
  )
}

function List({ found, needs }: { found: readonly Finding[]; needs: Needs }) {
  const { t } = useTranslation()
  const { language } = usePreferences()
  return (
    <ul className={classes.findings}>
      {found.map(({ code, check, outcome }) => (
        <li key={code}>
          <Status {...looks[needs[check] === 'needed' ? 'needed' : 'good_to_have'][outcome]}>
            {t(`check.name.${check}`)}
          </Status>
          <span>{sentenceOf(language, 'helpdesk', code)}</span>
          <span className={ui.soft}>{stepOf(language, 'helpdesk', code)}</span>
        </li>
      ))}
    </ul>
  )
}

function Earlier({ set, check: { verdict, trigger, codes } }: { set: SetDetail; check: Check }) {
  const { t } = useTranslation()
  const wrong = foundIn(codes, needsIn(set.kind, codes)).filter(
    ({ outcome }) => outcome === 'failed' || outcome === 'doubtful',
  )
  return (
    <span>
      <VerdictStatus verdict={verdict} />{' '}
      <span className={ui.soft}>
        {[t(`check.trigger.${trigger}`), ...wrong.map(({ check }) => t(`check.name.${check}`))].join(', ')}
      </span>
    </span>
  )
}
