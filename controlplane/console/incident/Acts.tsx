import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { IncidentDetail } from '../../signals/incident/api.ts'
import type { StormPair } from '../../signals/storm/api.ts'
import { sayFailed } from '../data/undo.ts'
import { usePageKeys } from '../session/pageKeys.ts'
import { mayDo } from '../session/useMay.ts'
import { useMe } from '../session/useMe.ts'
import { Button } from '../ui/Button.tsx'
import { NowButton } from '../ui/NowButton.tsx'
import { Row } from '../ui/Row.tsx'
import { giveBack, takeAll, takingOf } from './take.ts'

/** What opens the form, and gets the focus back. */
export const tellId = 'tell-all'

/** First to have it, then to tell everybody so. */
export function Acts({ detail, pairs }: { detail: IncidentDetail; pairs: readonly StormPair[] }) {
  const { t } = useTranslation()
  const { roles } = useMe()
  const navigate = useNavigate({ from: '/incidents/$id' })
  const whyNot = useWhyNot(detail)
  const take = useTaking(detail, pairs)
  const mayWork = mayDo(roles, 'workIncidents')
  const ask = () =>
    void navigate({ search: old => ({ ...old, act: 'tell' }), replace: true, resetScroll: false })
  const isOver = detail.incident.state === 'resolved'
  usePageKeys(
    mayWork && !isOver
      ? [
          { key: 'c', says: t('incident.take.all'), run: () => take.canTake && take.take() },
          { key: 'm', says: t('incident.tell.title'), run: ask },
        ]
      : [],
  )
  if (!mayWork) return null
  return (
    <Row>
      {take.isMine ? (
        <Button disabled={take.isBusy} onClick={take.giveBack}>
          {t('incident.take.back')}
        </Button>
      ) : (
        <NowButton
          look={take.canTake ? 'primary' : 'plain'}
          disabled={take.isBusy}
          whyNot={take.canTake ? undefined : t(isOver ? 'incident.whyNot.over' : 'incident.take.none')}
          onClick={take.take}
        >
          {t('incident.take.all')}
        </NowButton>
      )}
      {detail.incident.isStorm && (
        <NowButton
          id={tellId}
          look={take.canTake ? 'plain' : 'primary'}
          whyNot={whyNot('tell')}
          onClick={ask}
        >
          {t('incident.tell.title')}
        </NowButton>
      )}
      <span role="status">{take.missed > 0 && t('incident.take.missed', { count: take.missed })}</span>
    </Row>
  )
}

function useWhyNot({ commands }: IncidentDetail) {
  const { t } = useTranslation()
  return (wanted: IncidentDetail['commands'][number]['command']) => {
    const refusal = commands.find(({ command }) => command === wanted)?.refusal
    return refusal == null ? undefined : t('incident.whyNot.over')
  }
}

/** The storm with all of its pairs that nobody has. */
function useTaking(detail: IncidentDetail, pairs: readonly StormPair[]) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { account } = useMe()
  const { incident } = detail
  const taking = takingOf(detail, pairs, true)
  const take = useMutation({
    networkMode: 'always',
    mutationFn: () => takeAll(taking, { t, client }),
    onError: sayFailed,
  })
  const back = useMutation({
    networkMode: 'always',
    mutationFn: () => giveBack(mineOf(detail, pairs, account.id), client),
    onError: sayFailed,
  })
  return {
    isMine: incident.state === 'acknowledged' && incident.owner?.account === account.id,
    canTake: incident.state !== 'resolved' && (incident.state === 'open' || taking.incidents.length > 0),
    isBusy: take.isPending || back.isPending,
    missed: take.data?.missed ?? 0,
    take: () => take.mutate(),
    giveBack: () => back.mutate(),
  }
}

/** What of a storm this person has; its tickets are given back by themselves, each where it stands. */
function mineOf({ incident }: IncidentDetail, pairs: readonly StormPair[], account: string) {
  const ofPairs = pairs.flatMap(({ incident: own }) => (own?.owner?.account === account ? [own.id] : []))
  return { incidents: [incident.id, ...ofPairs], tickets: [] }
}
