import { useTranslation } from 'react-i18next'
import type { TicketsPage } from '../../tickets/api.ts'
import { PlacePicker } from '../parts/PlacePicker.tsx'
import { FilterMenu } from '../ui/FilterMenu.tsx'
import { Search } from '../ui/Search.tsx'
import { Toggle, Toggles } from '../ui/Toggles.tsx'
import { useFormats } from '../ui/useTexts.ts'
import {
  chosenWords,
  type FilterName,
  filterNames,
  filterWords,
  type QueueAddress,
  withWord,
  withWords,
} from './address.ts'
import classes from './queue.module.css'
import { useFilterSays } from './useFilterSays.ts'

type Props = { address: QueueAddress; change: (address: QueueAddress) => Promise<void> }

const owners = ['none', 'me'] as const

/** Whose it is stands open; all else is one menu. */
export function Filters({ address, change, states }: Props & { states: TicketsPage['states'] | undefined }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const says = useFilterSays()
  const countOf = (name: FilterName, word: string) =>
    name === 'state' && states ? formats.number(states[word as keyof typeof states]) : undefined
  return (
    <>
      <Search
        label={t('queue.search')}
        isLabelShown
        hint={t('queue.searchHint')}
        text={address.q}
        search={q => change(withWords(address, { q }))}
      />
      <div className={classes.place}>
        <PlacePicker
          kind={['school', 'hospital', 'home']}
          label={t('queue.place')}
          value={address.location ?? null}
          onChange={code => void change(withWords(address, { location: code ?? undefined }))}
        />
      </div>
      <Toggles label={t('queue.whose')}>
        {owners.map(owner => {
          const isOn = address.owner === owner
          return (
            <Toggle
              key={owner}
              isOn={isOn}
              press={() => change(withWords(address, { owner: isOn ? undefined : owner }))}
            >
              {t(owner === 'me' ? 'queue.mine' : 'queue.nobodys')}
            </Toggle>
          )
        })}
      </Toggles>
      <FilterMenu
        label={t('queue.moreFilters')}
        groups={filterNames.map(name => ({
          label: t(`queue.filters.${name}`),
          chosen: chosenWords(address[name], name),
          press: word => change(withWord(address, name, word)),
          options: filterWords[name].map(word => ({
            value: word,
            says: says(name, word),
            count: countOf(name, word),
          })),
        }))}
      />
    </>
  )
}
