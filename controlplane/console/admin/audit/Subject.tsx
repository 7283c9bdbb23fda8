import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { AuditPage, AuditRow } from '../../../audit/api.ts'
import type { PolicyName } from '../../../people/rules.ts'
import { mayDo } from '../../people/useMay.ts'
import { useMe } from '../../people/useMe.ts'
import { useFormats } from '../../text/useTexts.ts'
import { dayOf } from '../duty/wallClock.ts'
import { useWho } from './useWho.ts'

const several = ['sets', 'devices', 'locations', 'trajectories'] as const
const shownOfId = 8

type Props = {
  /** Kind and code with a colon between; what is about many has the kind alone. */
  subject: string
  actors: AuditPage['actors']
  detail?: AuditRow['detail']
}

/** What a row is about: sets, places and people lead to where they are looked after. */
export function Subject({ subject, actors, detail = {} }: Props) {
  const { t } = useTranslation()
  const who = useWho(actors)
  const { roles } = useMe()
  const maySee = (page: PolicyName) => mayDo(roles, page)
  const at = subject.indexOf(':')
  const code = subject.slice(at + 1)
  const many = several.find(word => word === subject)
  if (many) return t(`admin.audit.subject.${many}`)
  switch (at < 0 ? subject : subject.slice(0, at)) {
    case 'set':
      return !maySee('seeSets') ? (
        <code>{code}</code>
      ) : (
        <Link to="/sets/$label" params={{ label: code }}>
          <code>{code}</code>
        </Link>
      )
    case 'account':
      return !maySee('seePeople') ? (
        who(code)
      ) : (
        <Link to="/admin/people" search={{ account: code }}>
          {who(code)}
        </Link>
      )
    case 'location':
      return !maySee('seeSets') ? (
        <code>{code}</code>
      ) : (
        <Link to="/sets" search={{ q: code }}>
          <code>{code}</code>
        </Link>
      )
    case 'duty':
      return <DutySubject detail={detail} who={who} isLink={maySee('seeDuty')} />
    case 'week':
      return <WeekSubject day={code} isLink={maySee('seeDuty')} />
    case 'audit':
      return t('admin.audit.log')
    default:
      return (
        <code title={subject}>{subject.length > 40 ? `${subject.slice(0, at + shownOfId)}…` : subject}</code>
      )
  }
}

type DutyProps = { detail: AuditRow['detail']; who: ReturnType<typeof useWho>; isLink: boolean }

/** A removed duty stands in no list any more: what is known of it stands in its row. */
function DutySubject({ detail, who, isLink }: DutyProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { account, from, until } = detail
  if (typeof account !== 'string' || typeof from !== 'number' || typeof until !== 'number')
    return t('admin.audit.dutyAlone')
  const name = who(account)
  const day = `${formats.weekday(from)} ${formats.day(from)}`
  const says = t('admin.audit.duty', { name, day, from: formats.time(from), until: formats.time(until) })
  return isLink ? <WeekLink day={dayOf(from)}>{says}</WeekLink> : says
}

function WeekSubject({ day, isLink }: { day: string; isLink: boolean }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const says = t('admin.audit.week', { day: formats.date(Date.parse(`${day}T12:00:00Z`)) })
  return isLink ? <WeekLink day={day}>{says}</WeekLink> : says
}

function WeekLink({ day, children }: { day: string; children: string }) {
  return (
    <Link to="/admin/duty" search={{ from: day }}>
      {children}
    </Link>
  )
}
