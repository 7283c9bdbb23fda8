import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Board } from '../../overview/board/api.ts'
import { Refused } from '../data/Refused.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import field from '../ui/field.module.css'
import { Page } from '../ui/Page.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import ui from '../ui/ui.module.css'
import { type NowAddress, parseNowAddress } from './address.ts'
import { BoardList } from './BoardList.tsx'
import { useBoard } from './board.ts'
import { countsOf } from './counts.ts'
import classes from './now.module.css'
import { QuestionedBar } from './QuestionedBar.tsx'
import { useSentence } from './useSentence.ts'

export function NowPage() {
  const { t } = useTranslation()
  const board = useBoard()
  if (board.data) return <BoardPage board={board.data} />
  return (
    <Page name={t('pages.now')} headline={t('pages.now')}>
      {board.isError ? (
        <Refused what={t('now.failed')} error={board.error} retry={() => void board.refetch()} />
      ) : (
        <Skeleton rows={12} />
      )}
    </Page>
  )
}

function BoardPage({ board }: { board: Board }) {
  const { t } = useTranslation()
  const counts = useMemo(() => countsOf(board), [board])
  const { says, rest } = useSentence(counts)
  return (
    <Page
      name={`${counts.asks > 0 ? `(${counts.asks}) ` : ''}${says} · ${t('pages.now')}`}
      headline={says}
      sub={rest}
      aside={board.pairs.length > 0 && <Filter />}
    >
      <QuestionedBar questioned={board.questioned} />
      {board.pairs.length > 0 ? (
        <BoardList pairs={board.pairs} />
      ) : (
        <EmptyState title={t('now.emptyTitle')}>
          <p className={ui.soft}>{t('now.emptyNext')}</p>
        </EmptyState>
      )}
    </Page>
  )
}

function Filter() {
  const { t } = useTranslation()
  const { q }: NowAddress = useSearch({ from: '/' })
  const navigate = useNavigate({ from: '/' })
  return (
    <input
      type="search"
      className={`${field.input} ${classes.filter}`}
      aria-label={t('now.filter')}
      placeholder={t('now.filter')}
      value={q ?? ''}
      maxLength={100}
      onChange={event => {
        const typed = event.currentTarget.value
        void navigate({
          search: old => parseNowAddress({ ...old, q: typed }),
          replace: true,
          resetScroll: false,
        })
      }}
    />
  )
}
