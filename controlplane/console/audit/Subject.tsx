import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { AuditPage, AuditRow } from '../../audit/api.ts'
import type { PolicyName } from '../../people/rules.ts'
import { mayDo } from '../session/useMay.ts'
import { useMe } from '../session/useMe.ts'
import { DutySubject, WeekSubject } from './DutySubject.tsx'
import { useWho } from './useWho.ts'

const several = ['sets', 'devices', 'locations', 'trajectories', 'timetables', 'closed_days'] as const
const shownOfId = 8

type Props = {
  /** Kind and code with a colon between; what is about many has the kind alone. */
  subject: string
  actors: AuditPage['actors']
  detail?: AuditRow['detail']
}

/** What a row is about: sets, places, trajectories and people lead to where they are looked after. */
export function Subject({ subject, actors, detail = {} }: Props) {
  const { t } = useTranslation()
  const who = useWho(actors)
  const { roles } = useMe()
  const at = subject.indexOf(':')
  const kind = at < 0 ? subject : subject.slice(0, at)
  const code = subject.slice(at + 1)
  const many = several.find(word => word === subject)
  if (many) return t(`admin.audit.subject.${many}`)
  if (kind === 'duty') return <DutySubject detail={detail} who={who} isLink={mayDo(roles, 'seeDuty')} />
  if (kind === 'week') return <WeekSubject day={code} isLink={mayDo(roles, 'seeDuty')} />
  if (kind === 'audit') return t('admin.audit.log')
  const page = pageOf(kind, code)
  if (!page)
    return (
      <code title={subject}>{subject.length > 40 ? `${subject.slice(0, at + shownOfId)}…` : subject}</code>
    )
  const says = kind === 'account' ? who(code) : <code>{code}</code>
  return mayDo(roles, page.policy) ? page.leadTo(says) : says
}

type Page = { policy: PolicyName; leadTo: (says: React.ReactNode) => React.ReactNode }

/** Where what is named like this is looked after. Contacts stand with a trajectory or with a place. */
function pageOf(kind: string, code: string): Page | undefined {
  const ofTrajectory: Page = {
    policy: 'seeTrajectories',
    leadTo: says => (
      <Link to="/trajectories/$code" params={{ code }}>
        {says}
      </Link>
    ),
  }
  const ofPlace: Page = {
    policy: 'seeLocations',
    leadTo: says => (
      <Link to="/locations/$code" params={{ code }}>
        {says}
      </Link>
    ),
  }
  const pages: Record<string, Page> = {
    trajectory: ofTrajectory,
    child: ofTrajectory,
    contacts: code.startsWith('T-') ? ofTrajectory : ofPlace,
    location: ofPlace,
    set: {
      policy: 'seeSets',
      leadTo: says => (
        <Link to="/sets/$label" params={{ label: code }}>
          {says}
        </Link>
      ),
    },
    account: {
      policy: 'seePeople',
      leadTo: says => (
        <Link to="/admin/people" search={{ account: code }}>
          {says}
        </Link>
      ),
    },
  }
  return Object.hasOwn(pages, kind) ? pages[kind] : undefined
}
