import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { IncidentDetail } from '../../signals/incident/api.ts'
import type { StormPair } from '../../signals/storm/api.ts'
import { sayFailed } from '../data/undo.ts'
import { useOwnerWords } from '../parts/ticket/useOwnerWords.ts'
import { mayDo } from '../session/useMay.ts'
import { useMe } from '../session/useMe.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import layout from '../ui/layout.module.css'
import { Panel } from '../ui/Panel.tsx'
import { Search } from '../ui/Search.tsx'
import { Table } from '../ui/Table.tsx'
import { Toggle, Toggles } from '../ui/Toggles.tsx'
import { useFormats } from '../ui/useTexts.ts'
import { parseIncidentAddress, type Shown, shownWords } from './address.ts'
import { MoveInForm } from './MoveInForm.tsx'
import { movePair } from './move.ts'
import { pairColumns } from './pairColumns.tsx'
import { countsOf, shownOf } from './shown.ts'
import { isFree, takeAll, takingOf } from './take.ts'

type Props = { detail: IncidentDetail; pairs: readonly StormPair[] }

/** The pairs that it concerns, what asks first first. */
export function PairsPanel({ detail, pairs }: Props) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { roles } = useMe()
  const address = useSearch({ from: '/incidents/$id' })
  const change = useChange()
  const shown = shownOf(pairs, address)
  const mayWork = mayDo(roles, 'workIncidents') && detail.incident.state !== 'resolved'
  const count = pairs.length
  return (
    <Panel
      id="pairs"
      title={t('incident.pairs.title', { count, number: formats.number(count) })}
      aside={mayWork && <MoveInForm id={detail.incident.id} />}
    >
      <Filters pairs={pairs} />
      {shown.length === 0 ? (
        <EmptyState title={t(count === 0 ? 'incident.pairs.none' : 'incident.pairs.noMatch')}>
          {count > 0 && (
            <Button onClick={() => change({ show: undefined, q: undefined })}>
              {t('incident.pairs.clear')}
            </Button>
          )}
        </EmptyState>
      ) : (
        <Pairs detail={detail} pairs={shown} mayWork={mayWork} />
      )}
    </Panel>
  )
}

/** The same address with something else in it; undefined takes a word away. */
function useChange() {
  const navigate = useNavigate({ from: '/incidents/$id' })
  return (next: { show?: Shown | undefined; q?: string | undefined }) =>
    void navigate({
      search: old => parseIncidentAddress({ ...old, ...next }),
      replace: true,
      resetScroll: false,
    })
}

function Filters({ pairs }: Pick<Props, 'pairs'>) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { show, q } = useSearch({ from: '/incidents/$id' })
  const change = useChange()
  const counts = countsOf(pairs)
  return (
    <div className={layout.bar}>
      <Search label={t('incident.pairs.search')} text={q} search={q => change({ q })} />
      <Toggles label={t('incident.pairs.which')}>
        {shownWords.map(word => (
          <Toggle
            key={word}
            isOn={show === word}
            count={formats.number(counts[word])}
            press={() => change({ show: show === word ? undefined : word })}
          >
            {t(`incident.pairs.show.${word}`)}
          </Toggle>
        ))}
      </Toggles>
    </div>
  )
}

function Pairs({ detail, pairs, mayWork }: Props & { mayWork: boolean }) {
  const { t } = useTranslation()
  const owner = useOwnerWords()
  const move = useMove(detail.incident.id)
  const { chosen, choosing, clear } = useChoosing(pairs)
  const { mutate } = move
  const isOnePlace =
    detail.incident.about.kind === 'location' && new Set(pairs.map(({ place }) => place?.code)).size === 1
  const columns = useMemo(
    () => pairColumns({ t, owner, isOnePlace, move: mayWork ? mutate : undefined }),
    [t, owner, isOnePlace, mayWork, mutate],
  )
  const rows = useMemo(() => new Map(pairs.map((pair, place) => [place, pair])), [pairs])
  return (
    <>
      {mayWork && chosen.length > 0 && <Selection detail={detail} chosen={chosen} clear={clear} />}
      <Table
        label={t('incident.pairs.table')}
        columns={columns}
        rows={rows}
        total={pairs.length}
        idOf={({ trajectory }) => trajectory}
        {...(mayWork && { choosing })}
      />
    </>
  )
}

function useMove(id: string) {
  const { t } = useTranslation()
  const client = useQueryClient()
  return useMutation({
    networkMode: 'always',
    mutationFn: ({ trajectory, isMovedIn }: StormPair) =>
      movePair({ id, trajectory, isIn: isMovedIn === false }, { t, client }),
    onError: sayFailed,
  })
}

/** Pairs by code; those that are not shown any more are not chosen. */
function useChoosing(pairs: readonly StormPair[]) {
  const { t } = useTranslation()
  const [codes, setCodes] = useState<ReadonlySet<string>>(new Set())
  const chosen = pairs.filter(({ trajectory }) => codes.has(trajectory))
  const areAll = chosen.length === pairs.length
  return {
    chosen,
    clear: () => setCodes(new Set()),
    choosing: {
      isChosen: (code: string) => codes.has(code),
      hasChosen: chosen.length > 0,
      toggle: (code: string) =>
        setCodes(
          old => new Set([...old].includes(code) ? [...old].filter(one => one !== code) : [...old, code]),
        ),
      toggleShown: () => setCodes(new Set(areAll ? [] : pairs.map(({ trajectory }) => trajectory))),
      says: (code: string) => t('incident.pairs.choose', { code }),
      shownSays: t('incident.pairs.chooseAll'),
    },
  }
}

type SelectionProps = { detail: IncidentDetail; chosen: readonly StormPair[]; clear: () => void }

/** What is done with the chosen ones. */
function Selection({ detail, chosen, clear }: SelectionProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const client = useQueryClient()
  const take = useMutation({
    networkMode: 'always',
    mutationFn: () => takeAll(takingOf(detail, chosen, false), { t, client }),
    onSuccess: clear,
    onError: sayFailed,
  })
  const free = chosen.filter(isFree).length
  return (
    <div className={layout.bar}>
      <span role="status">
        {t('incident.pairs.chosen', { count: chosen.length, number: formats.number(chosen.length) })}
      </span>
      <Button disabled={take.isPending || free === 0} onClick={() => take.mutate()}>
        {t('incident.take.pairs', { count: free, number: formats.number(free) })}
      </Button>
      <Button look="quiet" onClick={clear}>
        {t('incident.pairs.unchoose')}
      </Button>
    </div>
  )
}
