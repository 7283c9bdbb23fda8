import { useDebouncedCallback } from '@mantine/hooks'
import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AuditPage } from '../../audit/api.ts'
import { readings } from '../../audit/rules.ts'
import { Button } from '../ui/Button.tsx'
import { DateField } from '../ui/DateField.tsx'
import { FieldLine } from '../ui/Form.tsx'
import { Search } from '../ui/Search.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import type { AuditAddress } from './address.ts'
import { useWho } from './useWho.ts'

type Props = {
  address: AuditAddress
  /** Empty: the log holds one person's rows alone. */
  actors: AuditPage['actors']
  known: AuditPage['actors']
  change: (address: AuditAddress) => Promise<void>
  /** Undefined: nothing is filtered. */
  clear: (() => void) | undefined
}

/** Who, what, when, about what; every choice stands in the address. */
export function Filters({ address, actors, known, change, clear }: Props) {
  const { t } = useTranslation()
  const who = useWho(known)
  const isReads = address.of === 'reads'
  const set = (part: { [Name in keyof AuditAddress]: string | undefined }) =>
    change({ ...address, ...part } as AuditAddress)
  const words = isReads
    ? readings.map(how => ({ value: how, says: t(`admin.audit.read.${how}`) }))
    : Object.entries(t('acts', { returnObjects: true })).map(([value, says]) => ({ value, says }))
  return (
    <FieldLine label={t('admin.audit.filters')}>
      {actors.length > 0 && (
        <Word
          label={t('admin.audit.who')}
          all={t('admin.audit.everybody')}
          value={address.who}
          options={actors.map(({ actor, firstName }) => ({ value: actor, says: who(actor, firstName) }))}
          choose={who => set({ who })}
        />
      )}
      <Word
        label={t('admin.audit.what')}
        all={t('admin.audit.everything')}
        value={address.what}
        options={words.toSorted((a, b) => a.says.localeCompare(b.says))}
        choose={what => set({ what })}
      />
      {(['from', 'until'] as const).map(name => (
        <DayFilter
          key={name}
          label={t(`admin.audit.${name}`)}
          day={address[name]}
          choose={day => set({ [name]: day })}
        />
      ))}
      <Search
        label={t('admin.audit.text')}
        isLabelShown
        hint={t('admin.audit.textHint')}
        text={address.q}
        search={q => set({ q })}
      />
      {clear && (
        <Button look="quiet" onClick={clear}>
          <IconX size={14} aria-hidden /> {t('admin.audit.clear')}
        </Button>
      )}
    </FieldLine>
  )
}

type WordProps = {
  label: string
  all: string
  value: string | undefined
  options: readonly { value: string; says: string }[]
  choose: (value: string | undefined) => Promise<void>
}

/** A word that the address holds and the list does not, stays choosable by being there. */
function Word({ label, all, value, options, choose }: WordProps) {
  const isKnown = value === undefined || options.some(option => option.value === value)
  return (
    <SelectField
      label={label}
      value={value ?? ''}
      options={[{ value: '', says: all }, ...(isKnown ? [] : [{ value, says: value }]), ...options]}
      change={value => choose(value || undefined)}
    />
  )
}

const typingMs = 500

type DayProps = { label: string; day: string | undefined; choose: (day: string | undefined) => void }

/** What is typed stands in the address a moment later, so that half a date asks for no list. */
function DayFilter({ label, day, choose }: DayProps) {
  const [typed, setTyped] = useState({ of: day, day: day ?? '' })
  if (typed.of !== day) setTyped({ of: day, day: day ?? '' })
  const soon = useDebouncedCallback((day: string) => choose(day || undefined), typingMs)
  return (
    <DateField
      label={label}
      day={typed.day}
      change={typed => {
        setTyped({ of: day, day: typed })
        soon(typed)
      }}
    />
  )
}
