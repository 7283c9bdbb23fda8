import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { SetsPage } from '../../overview/sets/api.ts'
import { presenceLooks } from '../parts/PresenceStatus.tsx'
import { Chosen } from '../ui/Chosen.tsx'
import { FilterMenu } from '../ui/FilterMenu.tsx'
import type { Formats } from '../ui/formats.ts'
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

type Props = { address: SetsAddress; change: (address: SetsAddress) => Promise<void> }

/** What asks for a person stands open with how many there are; all else is one menu. */
const quick = ['lost', 'suspect', 'degraded'] as const

export function Filters({ address, change, counts }: Props & { counts: SetsPage['presence'] | undefined }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const chosen = chosenWords(address.presence, 'presence')
  return (
    <>
      <Toggles label={t('sets.filters.presence')}>
        {quick.map(state => (
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
      <FilterMenu
        label={t('sets.moreFilters')}
        groups={filterNames.map(name => ({
          label: t(`sets.filters.${name}`),
          chosen: chosenWords(address[name], name),
          press: word => change(withWord(address, name, word)),
          options: filterWords[name].map(word => ({
            value: word,
            says: wordOf(t, name, word),
            count: countOf(counts, name, word, formats),
          })),
        }))}
      />
    </>
  )
}

/** Only states of the link are counted. */
function countOf(counts: SetsPage['presence'] | undefined, name: FilterName, word: string, formats: Formats) {
  const [state] = name === 'presence' ? chosenWords(word, 'presence') : []
  return counts && state && formats.number(counts[state])
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
