import { useTranslation } from 'react-i18next'
import type { AuditPage, AuditRow } from '../../audit/api.ts'
import { Fact, Facts } from '../ui/Facts.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import type { nl } from './nl.ts'
import { useValueWords } from './useValueWords.ts'

type Props = { row: AuditRow; actors: AuditPage['actors'] }

/** The codes and counts of a row as they were written, with accounts, roles and instants in words. */
export function ActDetail({ row, actors }: Props) {
  const { t } = useTranslation()
  const formats = useFormats()
  const says = useValueWords(actors)
  const entries = Object.entries(row.detail)
  return (
    <>
      <Facts>
        <Fact label={t('admin.audit.line', { no: formats.number(row.no) })}>
          {formats.exact(row.at)} · <code>{row.subject}</code>
        </Fact>
        {entries.map(([name, value]) => (
          <Fact key={name} label={isKnownField(name) ? t(`admin.audit.field.${name}`) : <code>{name}</code>}>
            {says(name, value)}
          </Fact>
        ))}
      </Facts>
      {entries.length === 0 && <p className={ui.soft}>{t('admin.audit.noDetail')}</p>}
    </>
  )
}

/** Names that people may read; any other stands as it was written. */
const fields = [
  'account',
  'from',
  'to',
  'until',
  'roles',
  'added',
  'registered',
  'codes',
  'code',
  'how',
  'issuer',
  'refusal',
  'rows',
  'sets',
  'device',
  'question',
  'sign_in',
  'lessons',
  'exceptions',
  'reason',
  'day',
  'kind',
  'saidBy',
  'half',
  'changed',
  'same',
  'side',
  'location',
  'set',
  'school',
  'counsellor',
  'level',
  'schoolYear',
  'as',
  'by',
  'milestone',
  'role',
  'contacts',
  'of',
] as const satisfies readonly (keyof (typeof nl)['admin']['audit']['field'])[]

function isKnownField(name: string): name is (typeof fields)[number] {
  return fields.some(field => field === name)
}
