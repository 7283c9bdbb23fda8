import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { IncidentDetail } from '../../signals/incident/api.ts'
import { isMissing } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { mayDo } from '../session/useMay.ts'
import { useMe } from '../session/useMe.ts'
import { buttonLook } from '../ui/Button.tsx'
import { Columns } from '../ui/Columns.tsx'
import { takeLostFocusTo } from '../ui/focus.ts'
import { Missing } from '../ui/Missing.tsx'
import { ObjectPage } from '../ui/ObjectPage.tsx'
import { Page } from '../ui/Page.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Acts, tellId } from './Acts.tsx'
import { incidentQuery, pairsQuery } from './incidentQuery.ts'
import { LikelyPanel } from './LikelyPanel.tsx'
import { PairsPanel } from './PairsPanel.tsx'
import { Strip } from './Strip.tsx'
import { TellForm } from './TellForm.tsx'
import { ToldPanel } from './ToldPanel.tsx'
import { useSentence } from './useSentence.ts'

export function IncidentPage() {
  const { id } = useParams({ from: '/incidents/$id' })
  return <Incident key={id} id={id} />
}

function Incident({ id }: { id: string }) {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery(incidentQuery(id))
  if (data) return <Found detail={data} />
  const says = t('incident.missing')
  if (isMissing(error))
    return (
      <Page name={says} headline={says}>
        <Missing next={t('incident.missingNext')}>
          <Link to="/incidents" search={{}} className={buttonLook()}>
            {t('incident.toAll')}
          </Link>
        </Missing>
      </Page>
    )
  return (
    <Page name={t('incident.title')} headline={t('incident.title')}>
      {error ? (
        <Refused what={t('incident.failed')} error={error} retry={() => void refetch()} />
      ) : (
        <Skeleton rows={12} />
      )}
    </Page>
  )
}

/** What it likely is and what was told stand above, the pairs below over the whole width. */
function Found({ detail }: { detail: IncidentDetail }) {
  const { t } = useTranslation()
  const { incident } = detail
  const says = useSentence(detail)
  const pairs = useQuery({ ...pairsQuery(incident.id), enabled: incident.isStorm })
  return (
    <ObjectPage
      sentence={says}
      name={`${t('incident.title')} · ${says}`}
      strip={
        <>
          <Strip detail={detail} pairs={pairs.data} />
          <OpenTell detail={detail} tells={pairs.data?.tells} />
        </>
      }
      areActsWide
      acts={<Acts detail={detail} pairs={pairs.data?.pairs ?? []} />}
    >
      {incident.isStorm && (
        <>
          <Columns split="wide">
            <LikelyPanel detail={detail} pairs={pairs.data?.pairs ?? []} />
            <ToldPanel told={pairs.data?.told} />
          </Columns>
          {pairs.data ? (
            <PairsPanel detail={detail} pairs={pairs.data.pairs} />
          ) : pairs.error ? (
            <Refused
              what={t('incident.pairs.failed')}
              error={pairs.error}
              retry={() => void pairs.refetch()}
            />
          ) : (
            <Skeleton rows={6} />
          )}
        </>
      )}
    </ObjectPage>
  )
}

/** What the address says is asked; of what is over nothing is told. */
function OpenTell({ detail, tells }: { detail: IncidentDetail; tells: number | undefined }) {
  const { roles } = useMe()
  const { act } = useSearch({ from: '/incidents/$id' })
  const navigate = useNavigate({ from: '/incidents/$id' })
  const mayTell = detail.commands.some(({ command, refusal }) => command === 'tell' && refusal === null)
  if (act !== 'tell' || !mayTell || !mayDo(roles, 'workIncidents')) return null
  const close = () => {
    void navigate({ search: ({ act: _, ...rest }) => rest, replace: true, resetScroll: false })
    takeLostFocusTo(tellId)
  }
  return <TellForm id={detail.incident.id} tells={tells} close={close} />
}
