import { Combobox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { PresenceStatus } from '../parts/PresenceStatus.tsx'
import classes from './search.module.css'
import type { Hit, HitGroup } from './useSearch.ts'

/** What was found, by kind; the last of a long group leads to its list. */
export function SearchHits({ groups }: { groups: readonly HitGroup[] }) {
  const { t } = useTranslation()
  return groups.map(({ kind, hits, isMore }) => (
    <Combobox.Group key={kind} label={t(`search.groups.${kind}`)} className={classes.group}>
      {hits.map(hit => (
        <Combobox.Option key={hit.choice} value={hit.choice} className={classes.hit}>
          <OneHit hit={hit} />
        </Combobox.Option>
      ))}
      {isMore && (
        <Combobox.Option value={`all ${kind}`} className={classes.hit}>
          {t(`search.all.${kind}`)}
        </Combobox.Option>
      )}
    </Combobox.Group>
  ))
}

/** A name that somebody searched by is never shown, only that it was found by it. */
function OneHit({ hit }: { hit: Hit }) {
  const { t } = useTranslation()
  if (hit.kind === 'locations') {
    const { code, name, municipality } = hit.row
    return (
      <>
        <code>{code}</code>
        <span className={classes.hitPlace}>{[name, municipality].filter(Boolean).join(', ')}</span>
      </>
    )
  }
  if (hit.kind === 'sets') {
    const { label, place, presence } = hit.row
    return (
      <>
        <code>{label}</code>
        <span className={classes.hitPlace}>{place}</span>
        <PresenceStatus state={presence} />
      </>
    )
  }
  const { code, place, foundBy } = hit.row
  return (
    <>
      <code>{code}</code>
      <span className={classes.hitPlace}>{place}</span>
      {(foundBy === 'child' || foundBy === 'contact') && (
        <span className={classes.hitBy}>{t(`search.foundBy.${foundBy}`)}</span>
      )}
    </>
  )
}
