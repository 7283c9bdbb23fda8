import { IconX } from '@tabler/icons-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { AuditPage } from '../../audit/api.ts'
import { acts, readings } from '../../audit/rules.ts'
import { Button } from '../ui/Button.tsx'
import field from '../ui/field.module.css'
import admin from '../ui/lists.module.css'
import { Search } from '../ui/Search.tsx'
import ui from '../ui/ui.module.css'
import type { AuditAddress } from './address.ts'
import { useWho } from './useWho.ts'

type Props = {
  address: AuditAddress
  /** Empty: the log holds one person's rows alone. */
  actors: AuditPage['actors']
  known: AuditPage['actors']
  change: (address: AuditAddress) => void
  /** Undefined: nothing is filtered. */
  clear: (() => void) | undefined
}

/** Who, what, when, about what; every choice stands in the address. */
export function Filters({ address, actors, known, change, clear }: Props) {
  const { t } = useTranslation()
  const who = useWho(known)
  const about = useId()
  const isReads = address.of === 'reads'
  const set = (part: { [Name in keyof AuditAddress]: string | undefined }) =>
    change({ ...address, ...part } as AuditAddress)
  const words = isReads
    ? readings.map(how => ({ value: how, says: t(`admin.audit.read.${how}`) }))
    : acts.map(act => ({ value: act, says: t(`admin.audit.act.${act}`) }))
  return (
    <fieldset className={`${admin.filters} ${admin.group}`}>
      <legend className={ui.hidden}>{t('admin.audit.filters')}</legend>
      {actors.length > 0 && (
        <Select
          label={t('admin.audit.who')}
          all={t('admin.audit.everybody')}
          value={address.who}
          options={actors.map(({ actor, firstName }) => ({ value: actor, says: who(actor, firstName) }))}
          choose={who => set({ who })}
        />
      )}
      <Select
        label={t('admin.audit.what')}
        all={t('admin.audit.everything')}
        value={address.what}
        options={words.toSorted((a, b) => a.says.localeCompare(b.says))}
        choose={what => set({ what })}
      />
      {(['from', 'until'] as const).map(name => (
        <label key={name} className={admin.field}>
          {t(`admin.audit.${name}`)}
          <input
            type="date"
            className={field.input}
            value={address[name] ?? ''}
            onChange={event => set({ [name]: event.target.value || undefined })}
          />
        </label>
      ))}
      <label className={admin.field} htmlFor={about}>
        {t('admin.audit.text')}
        <Search
          id={about}
          label={t('admin.audit.text')}
          hint={t('admin.audit.textHint')}
          text={address.q}
          search={q => set({ q })}
        />
      </label>
      {clear && (
        <Button look="quiet" onClick={clear}>
          <IconX size={14} aria-hidden /> {t('admin.audit.clear')}
        </Button>
      )}
    </fieldset>
  )
}

type SelectProps = {
  label: string
  all: string
  value: string | undefined
  options: readonly { value: string; says: string }[]
  choose: (value: string | undefined) => void
}

/** A word that the address holds and the list does not, stays choosable by being there. */
function Select({ label, all, value, options, choose }: SelectProps) {
  const isKnown = value === undefined || options.some(option => option.value === value)
  return (
    <label className={admin.field}>
      {label}
      <select
        className={field.input}
        value={value ?? ''}
        onChange={event => choose(event.target.value || undefined)}
      >
        <option value="">{all}</option>
        {!isKnown && <option value={value}>{value}</option>}
        {options.map(({ value, says }) => (
          <option key={value} value={value}>
            {says}
          </option>
        ))}
      </select>
    </label>
  )
}
