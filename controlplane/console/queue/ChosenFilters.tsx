import { useTranslation } from 'react-i18next'
import { Chosen } from '../ui/Chosen.tsx'
import { chosenWords, filterNames, type QueueAddress, withWord, withWords } from './address.ts'
import { useFilterSays } from './useFilterSays.ts'

type Props = { address: QueueAddress; change: (address: QueueAddress) => Promise<void> }

/** Every chosen word can be taken away by itself. */
export function ChosenFilters({ address, change }: Props) {
  const { t } = useTranslation()
  const says = useFilterSays()
  const { q, owner, location } = address
  const word = (key: string, says: string, next: QueueAddress) => ({
    key,
    says,
    label: t('queue.remove', { word: says }),
    remove: () => change(next),
  })
  const without = (name: 'q' | 'owner' | 'location') => withWords(address, { [name]: undefined })
  return (
    <Chosen
      label={t('queue.chosen')}
      words={[
        ...(q === undefined ? [] : [word('q', t('queue.searched', { q }), without('q'))]),
        ...(owner === undefined
          ? []
          : [word('owner', t(owner === 'me' ? 'queue.mine' : 'queue.nobodys'), without('owner'))]),
        ...(location === undefined ? [] : [word('location', location, without('location'))]),
        ...filterNames.flatMap(name =>
          chosenWords(address[name], name).map(each =>
            word(`${name} ${each}`, says(name, each), withWord(address, name, each)),
          ),
        ),
      ]}
      clearLabel={t('queue.clear')}
      clear={() => change({})}
    />
  )
}
