import { Popover } from '@mantine/core'
import { IconChevronDown, IconX } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SetsPage } from '../../overview/sets/api.ts'
import { presenceLooks } from '../parts/PresenceStatus.tsx'
import { Check } from '../ui/Check.tsx'
import { Status } from '../ui/Status.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import {
  chosenWords,
  type FilterName,
  filterNames,
  filterWords,
  parseSetsAddress,
  type SetsAddress,
  withWord,
} from './address.ts'
import classes from './sets.module.css'

type Props = { address: SetsAddress; change: (address: SetsAddress) => void }

/** The states of the link with their counts stand open; what is asked less often is one click away. */
export function Filters({ address, change, counts }: Props & { counts: SetsPage['presence'] | undefined }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const chosen = chosenWords(address.presence, 'presence')
  return (
    <>
      <fieldset className={classes.presence}>
        <legend className={ui.hidden}>{t('sets.filters.presence')}</legend>
        {filterWords.presence.map(state => (
          <button
            key={state}
            type="button"
            className={ui.button}
            aria-pressed={chosen.includes(state)}
            onClick={() => change(withWord(address, 'presence', state))}
          >
            <Status
              {...(counts?.[state] === 0 ? { ...presenceLooks[state], tone: 'plain' } : presenceLooks[state])}
            >
              {t(`presence.${state}`)}
            </Status>
            {counts && <span className={classes.count}>{formats.number(counts[state])}</span>}
          </button>
        ))}
      </fieldset>
      <MoreFilters address={address} change={change} />
    </>
  )
}

function MoreFilters({ address, change }: Props) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const names = filterNames.filter(name => name !== 'presence')
  const hasChosen = names.some(name => address[name] !== undefined)
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className={ui.button} onClick={() => setOpen(!open)} data-chosen={hasChosen}>
          {t('sets.moreFilters')}
          <IconChevronDown size={14} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('sets.moreFilters')} className={classes.menu}>
        {names.map(name => {
          const chosen: string[] = chosenWords(address[name], name)
          return (
            <fieldset key={name}>
              <legend>{t(`sets.filters.${name}`)}</legend>
              {filterWords[name].map(word => (
                <Check
                  key={word}
                  checked={chosen.includes(word)}
                  onChange={() => change(withWord(address, name, word))}
                >
                  {wordOf(t, name, word)}
                </Check>
              ))}
            </fieldset>
          )
        })}
      </Popover.Dropdown>
    </Popover>
  )
}

/** Every chosen word can be taken away by itself. */
export function ChosenFilters({ address, change }: Props) {
  const { t } = useTranslation()
  const words = filterNames.flatMap(name => chosenWords(address[name], name).map(word => ({ name, word })))
  const remove = (word: string) => t('sets.remove', { word })
  return (
    <ul className={classes.chosen} aria-label={t('sets.chosen')}>
      {address.q !== undefined && (
        <Word
          says={t('sets.searched', { q: address.q })}
          label={remove(address.q)}
          remove={() => change(parseSetsAddress({ ...address, q: undefined }))}
        />
      )}
      {words.map(({ name, word }) => (
        <Word
          key={`${name} ${word}`}
          says={wordOf(t, name, word)}
          label={remove(wordOf(t, name, word))}
          remove={() => change(withWord(address, name, word))}
        />
      ))}
    </ul>
  )
}

function Word({ says, label, remove }: { says: string; label: string; remove: () => void }) {
  return (
    <li>
      <button type="button" className={classes.word} aria-label={label} onClick={remove}>
        {says} <IconX size={14} aria-hidden />
      </button>
    </li>
  )
}

/** A word of a filter as a person says it when it stands alone. */
function wordOf(t: TFunction, name: FilterName, word: string): string {
  const says: Record<FilterName, () => string> = {
    presence: () => t(`presence.${chosenWords(word, 'presence')[0]!}`),
    kind: () => t(`kind.${chosenWords(word, 'kind')[0]!}`),
    camera: () => t(`camera.alone.${chosenWords(word, 'camera')[0]!}`),
    device: () => t(`sets.words.device.${chosenWords(word, 'device')[0]!}`),
    pair: () => t(`sets.words.pair.${chosenWords(word, 'pair')[0]!}`),
    simulated: () => t(`sets.words.simulated.${chosenWords(word, 'simulated')[0]!}`),
  }
  return says[name]()
}
