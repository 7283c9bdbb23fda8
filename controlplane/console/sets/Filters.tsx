import { Popover } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SetsPage } from '../../overview/sets/api.ts'
import { presenceLooks } from '../parts/PresenceStatus.tsx'
import { Button } from '../ui/Button.tsx'
import { Check } from '../ui/Check.tsx'
import { Chosen } from '../ui/Chosen.tsx'
import { Status } from '../ui/Status.tsx'
import { Toggle, Toggles } from '../ui/Toggles.tsx'
import { useFormats } from '../ui/useTexts.ts'
import {
  chosenWords,
  type FilterName,
  filterNames,
  filterWords,
  parseSetsAddress,
  type SetsAddress,
  withoutFilters,
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
      <Toggles label={t('sets.filters.presence')}>
        {filterWords.presence.map(state => (
          <Toggle
            key={state}
            isOn={chosen.includes(state)}
            press={() => change(withWord(address, 'presence', state))}
            count={counts && formats.number(counts[state])}
          >
            <Status
              {...(counts?.[state] === 0 ? { ...presenceLooks[state], tone: 'plain' } : presenceLooks[state])}
            >
              {t(`presence.${state}`)}
            </Status>
          </Toggle>
        ))}
      </Toggles>
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
        <Button look="toggle" onClick={() => setOpen(!open)} data-chosen={hasChosen}>
          {t('sets.moreFilters')}
          <IconChevronDown size={14} aria-hidden />
        </Button>
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
  const label = (word: string) => t('sets.remove', { word })
  const searched = address.q === undefined ? [] : [address.q]
  const words = filterNames.flatMap(name => chosenWords(address[name], name).map(word => ({ name, word })))
  return (
    <Chosen
      label={t('sets.chosen')}
      words={[
        ...searched.map(q => ({
          key: 'q',
          says: t('sets.searched', { q }),
          label: label(q),
          remove: () => change(parseSetsAddress({ ...address, q: undefined })),
        })),
        ...words.map(({ name, word }) => ({
          key: `${name} ${word}`,
          says: wordOf(t, name, word),
          label: label(wordOf(t, name, word)),
          remove: () => change(withWord(address, name, word)),
        })),
      ]}
      clearLabel={t('sets.clear')}
      clear={() => change(withoutFilters(address))}
    />
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
