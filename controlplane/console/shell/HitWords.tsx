import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { LessonStatus } from '../parts/LessonStatus.tsx'
import { PresenceStatus } from '../parts/PresenceStatus.tsx'
import { ticketTexts } from '../parts/ticket/texts.ts'
import { needTexts } from '../ui/text.ts'
import classes from './search.module.css'
import type { Hit } from './useSearch.ts'

/** Comes with the first ticket that is found, with the words for it. */
const TicketHitWords = lazy(async () => {
  const [{ TicketHitWords }] = await Promise.all([
    import('../parts/ticket/TicketHitWords.tsx'),
    needTexts(ticketTexts),
  ])
  return { default: TicketHitWords }
})

/** A name that somebody searched by is never shown, only that it was found by it. */
export function HitWords({ hit, className }: { hit: Hit; className: string | undefined }) {
  const { t } = useTranslation()
  if (hit.kind === 'tickets')
    return (
      <Suspense fallback={hit.row.no}>
        <TicketHitWords hit={hit.row} className={classes.hitPlace} />
      </Suspense>
    )
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
  const { code, place, foundBy, lesson } = hit.row
  const isByName = foundBy === 'child' || foundBy === 'contact' || foundBy === 'names'
  return (
    <>
      <code>{code}</code>
      <span className={classes.hitPlace}>{[className, place].filter(Boolean).join(' · ')}</span>
      {isByName && <span className={classes.hitBy}>{t(`search.foundBy.${foundBy}`)}</span>}
      {lesson && <LessonStatus lesson={lesson} />}
    </>
  )
}
