import { useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Board } from '../../overview/board/api.ts'
import { Refused } from '../data/Refused.tsx'
import { helpTexts } from '../parts/help/texts.ts'
import { useOpenHelp } from '../parts/help/useOpenHelp.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Page } from '../ui/Page.tsx'
import { Search } from '../ui/Search.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { needTexts } from '../ui/text.ts'
import ui from '../ui/ui.module.css'
import { type NowAddress, parseNowAddress } from './address.ts'
import { BoardList } from './BoardList.tsx'
import { useBoard } from './board.ts'
import { countsOf } from './counts.ts'
import classes from './now.module.css'
import { QuestionedBar } from './QuestionedBar.tsx'
import { useSentence } from './useSentence.ts'

/** Comes when somebody asks for help, with the words for it. */
const HelpRows = lazy(async () => {
  const [{ HelpRows }] = await Promise.all([import('./HelpRows.tsx'), needTexts(helpTexts)])
  return { default: HelpRows }
})

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
  const cases = useOpenHelp()
  const counts = useMemo(() => countsOf(board, cases), [board, cases])
  const asking = counts.help + counts.storms + counts.asks
  const { says, rest } = useSentence(counts)
  return (
    <Page
      name={`${asking > 0 ? `(${asking}) ` : ''}${t('pages.now')} · ${says}`}
      headline={says}
      sub={rest}
      aside={board.pairs.length > 0 && <Filter />}
    >
      {cases.length > 0 && (
        <Suspense>
          <HelpRows cases={cases} pairs={board.pairs} />
        </Suspense>
      )}
      <QuestionedBar questioned={board.questioned} />
      {board.pairs.length > 0 ? (
        <BoardList pairs={board.pairs} storms={board.storms} />
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
    <div className={classes.filter}>
      <Search
        label={t('now.filter')}
        text={q}
        search={q =>
          void navigate({ search: old => parseNowAddress({ ...old, q }), replace: true, resetScroll: false })
        }
      />
    </div>
  )
}
