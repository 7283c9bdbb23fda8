import { useTranslation } from 'react-i18next'
import type { AuditPage, AuditRow } from '../../../audit/api.ts'
import { type Role, roles } from '../../../people/rules.ts'
import type { Texts } from '../../text/nl.ts'
import { useFormats } from '../../text/useTexts.ts'
import ui from '../../ui/ui.module.css'
import classes from './audit.module.css'
import { useWho } from './useWho.ts'

type Props = { row: AuditRow; actors: AuditPage['actors'] }

/** The codes and counts of a row as they were written, with accounts, roles and instants in words. */
export function ActDetail({ row, actors }: Props) {
  const { t } = useTranslation()
  const formats = useFormats()
  const says = useValueWords(actors)
  const entries = Object.entries(row.detail)
  return (
    <dl>
      <div>
        <dt>{t('admin.audit.line', { no: formats.number(row.no) })}</dt>
        <dd>
          {formats.exact(row.at)} · <code>{row.subject}</code>
        </dd>
      </div>
      {entries.map(([name, value]) => (
        <div key={name}>
          <dt>{isKnownField(name) ? t(`admin.audit.field.${name}`) : <code>{name}</code>}</dt>
          <dd>{says(value)}</dd>
        </div>
      ))}
      {entries.length === 0 && (
        <p className={`${ui.soft} ${classes.noDetail}`}>{t('admin.audit.noDetail')}</p>
      )}
    </dl>
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
] as const satisfies readonly (keyof Texts['admin']['audit']['field'])[]

function isKnownField(name: string): name is (typeof fields)[number] {
  return fields.some(field => field === name)
}

/** Numbers from here on are instants: no count of ours comes near. */
const firstInstant = 1_000_000_000_000

function useValueWords(actors: AuditPage['actors']) {
  const { t } = useTranslation()
  const formats = useFormats()
  const who = useWho(actors)
  const isRole = (value: unknown): value is Role => roles.some(role => role === value)
  const says = (value: unknown): string => {
    if (value === null || value === '') return t('admin.audit.nothing')
    if (Array.isArray(value))
      return value.length === 0 ? t('admin.audit.nothing') : value.map(says).join(', ')
    if (typeof value === 'boolean') return value ? t('admin.audit.yes') : t('admin.audit.no')
    if (typeof value === 'number') return value >= firstInstant ? formats.exact(value) : formats.number(value)
    if (isRole(value)) return t(`admin.role.${value}`)
    if (typeof value !== 'string') return JSON.stringify(value)
    return actors.some(({ actor }) => actor === value) ? who(value) : value
  }
  return says
}
