import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask } from '../data/fetch.ts'
import { useHits } from '../parts/useHits.ts'
import { Picker } from '../ui/Picker.tsx'

/** The code of a trajectory, or the label of a set. */
export type About = { trajectory: string } | { set: string }

type Props = { about: About | undefined; change: (about: About | undefined) => void }
type Row = { code: string; about: About; note: string }

const codeOf = (about: About) => ('trajectory' in about ? about.trajectory : about.set)

/** Whom a caller is about, found by what they know: a code, a set, a school, a name, a phone number. */
export function AboutPicker({ about, change }: Props) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState<string>()
  const [isLeft, setLeft] = useState(false)
  const { rows, state } = useHits({ key: ['ticket-about'], text: typed ?? '', ask: findAbout })
  const isBlank = (typed ?? '').trim() === ''
  const choose = (row: Row | undefined) => {
    setTyped(undefined)
    change(row?.about)
  }
  const leave = () => {
    const [only, ...others] = rows
    setLeft(true)
    if (typed === undefined) return
    if (isBlank) choose(undefined)
    else if (only && others.length === 0 && state === 'found') choose(only)
  }
  const isNotChosen = isLeft && !isBlank && about === undefined
  return (
    <Picker
      label={t('oneTicket.new.about')}
      placeholder={t('oneTicket.new.aboutHint')}
      maxLength={100}
      text={typed ?? (about ? codeOf(about) : '')}
      type={text => {
        setTyped(text)
        setLeft(false)
      }}
      hits={rows.map(({ code, note }) => ({ key: code, says: <code>{code}</code>, note }))}
      state={isBlank ? 'closed' : state}
      says={state === 'found' ? undefined : t(`oneTicket.new.${state}`)}
      problem={isNotChosen ? t('oneTicket.new.notChosen') : undefined}
      choose={code => choose(rows.find(row => row.code === code))}
      leave={leave}
      clear={about && { label: t('oneTicket.new.clear'), run: () => choose(undefined) }}
    />
  )
}

async function findAbout(q: string, signal: AbortSignal): Promise<readonly Row[]> {
  const { trajectories, sets } = await ask('/api/search', {}, { q }, signal)
  return [
    ...trajectories.map(({ code, place }) => ({ code, about: { trajectory: code }, note: place ?? '' })),
    ...sets.map(({ label, place }) => ({ code: label, about: { set: label }, note: place ?? '' })),
  ]
}
