import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { LocationDetail } from '../../overview/locations/api.ts'
import { isMissing } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { buttonLook } from '../ui/Button.tsx'
import { Columns } from '../ui/Columns.tsx'
import { Missing } from '../ui/Missing.tsx'
import { ObjectPage } from '../ui/ObjectPage.tsx'
import { Page } from '../ui/Page.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Status } from '../ui/Status.tsx'
import { useFormats } from '../ui/useTexts.ts'
import { Bells } from './Bells.tsx'
import { PlaceFacts } from './PlaceFacts.tsx'
import { kindIcons } from './PlacesTable.tsx'
import { PlaceTrajectories } from './PlaceTrajectories.tsx'
import classes from './places.module.css'
import { usePlace } from './usePlaces.ts'

type Panel = (place: LocationDetail) => ReactNode
/** Panels of other areas. */
export type PlacePanels = { acts: Panel; address: Panel; contacts: Panel; closedDays: Panel }

export function PlacePage({ panels }: { panels: PlacePanels }) {
  const { t } = useTranslation()
  const { code } = useParams({ from: '/locations/$code' })
  const { data: place, error, refetch } = usePlace(code)
  if (isMissing(error)) return <NoSuchPlace code={code} />
  if (!place)
    return (
      <Page name={code} headline={<code>{code}</code>}>
        {error ? (
          <Refused what={t('places.failed')} error={error} retry={() => void refetch()} />
        ) : (
          <Skeleton rows={12} />
        )}
      </Page>
    )
  const name = [place.name ?? t(`places.kind.${place.kind}`), place.municipality].filter(Boolean).join(', ')
  return (
    <ObjectPage
      name={`${name} ${code}`}
      sentence={name}
      strip={<StateLine place={place} />}
      acts={panels.acts(place)}
    >
      <Parts key={code} place={place} panels={panels} />
    </ObjectPage>
  )
}

function StateLine({ place: { code, kind, trajectories } }: { place: LocationDetail }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const count = new Set(trajectories.map(({ code }) => code)).size
  return (
    <p className={classes.state}>
      <code>{code}</code>
      <Status tone="plain" icon={kindIcons[kind]}>
        {t(`places.kind.${kind}`)}
      </Status>
      <span>
        {count === 0 ? t('places.nobodyHere') : t('places.here', { count, number: formats.number(count) })}
      </span>
    </p>
  )
}

/** Who is there and whom to call on the left; what the place is on the right. */
function Parts({ place, panels }: { place: LocationDetail; panels: PlacePanels }) {
  const { kind } = place
  return (
    <Columns split="wide">
      <div>
        <PlaceTrajectories trajectories={place.trajectories} />
        {kind === 'home' && panels.address(place)}
        {kind !== 'home' && panels.contacts(place)}
      </div>
      <div>
        <PlaceFacts place={place} />
        {kind === 'school' && <Bells place={place} />}
        {kind === 'school' && panels.closedDays(place)}
      </div>
    </Columns>
  )
}

function NoSuchPlace({ code }: { code: string }) {
  const { t } = useTranslation()
  return (
    <Page name={t('places.missing', { code })} headline={t('places.missing', { code })}>
      <Missing next={t('places.missingNext')}>
        <Link to="/locations" search={{ q: code }} className={buttonLook()}>
          {t('places.toList')}
        </Link>
      </Missing>
    </Page>
  )
}
