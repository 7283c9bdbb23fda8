import { IconAlertTriangleFilled, IconCheck, IconEqual, IconFileImport } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportAnswer } from '../../platform/files/table/import-api.ts'
import type { ImportKind } from '../parts/lists.ts'
import { Button, buttonLook } from '../ui/Button.tsx'
import { Status, type StatusLook } from '../ui/Status.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import { Differences } from './Differences.tsx'
import classes from './imports.module.css'
import { WrongRows } from './WrongRows.tsx'

type Props = { kind: ImportKind; name: string; answer: ImportAnswer; isTaking: boolean; take: () => void }

/** What a file would do, or did, drawn anew for every answer; the focus comes here, for this is what was waited for. */
export function Outcome({ kind, name, answer, isTaking, take }: Props) {
  const { t } = useTranslation()
  const heading = useRef<HTMLHeadingElement>(null)
  const formats = useFormats()
  const { look, says, state } = useSaid(kind, answer)
  const good = answer.added + answer.changed
  const isReady = state === 'ready' || (state === 'wrong' && good > 0)
  const counted = { count: good, number: formats.number(good) }
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    <div className={classes.outcome}>
      <p className={ui.soft}>{t('imports.file', { name })}</p>
      <h3 ref={heading} tabIndex={-1} className={classes.says}>
        <Status {...look}>{says}</Status>
      </h3>
      <Counts answer={answer} />
      {state === 'done' && answer.refused > 0 && (
        <p>{t('imports.left', { count: answer.refused, number: formats.number(answer.refused) })}</p>
      )}
      {isReady && (
        <Button look="primary" aria-disabled={isTaking} onClick={() => !isTaking && take()}>
          {isTaking
            ? t('imports.taking')
            : state === 'wrong'
              ? t(`imports.takeGood.${kind}`, counted)
              : t('imports.take')}
        </Button>
      )}
      {(state === 'done' || state === 'same') && <Onward kind={kind} />}
      {answer.wrong.length > 0 && <WrongRows answer={answer} isSomeGood={isReady} />}
      {answer.differences.length > 0 && <Differences answer={answer} />}
      <Columns answer={answer} />
    </div>
  )
}

type State = 'wrong' | 'done' | 'empty' | 'same' | 'ready'

function stateOf({ refused, isDry, rows, added, changed }: ImportAnswer): State {
  if (!isDry) return 'done'
  if (refused > 0) return 'wrong'
  if (rows === 0) return 'empty'
  return added + changed === 0 ? 'same' : 'ready'
}

const looks: Record<State, StatusLook> = {
  wrong: { tone: 'soon', icon: IconAlertTriangleFilled },
  done: { tone: 'plain', icon: IconCheck },
  empty: { tone: 'soon', icon: IconAlertTriangleFilled },
  same: { tone: 'plain', icon: IconEqual },
  ready: { tone: 'plain', icon: IconFileImport },
}

function useSaid(kind: ImportKind, answer: ImportAnswer) {
  const { t } = useTranslation()
  const formats = useFormats()
  const state = stateOf(answer)
  const counted = (count: number) => ({ count, number: formats.number(count) })
  const changes = counted(answer.added + answer.changed)
  const says: Record<State, string> = {
    wrong: t('imports.wrongRows', { ...counted(answer.refused), rows: formats.number(answer.rows) }),
    done: t(`imports.done.${kind}`, changes),
    empty: t('imports.noRows'),
    same: t('imports.nothingNew'),
    ready: t(`imports.ready.${kind}`, changes),
  }
  return { state, look: looks[state], says: says[state] }
}

function Counts({ answer }: { answer: ImportAnswer }) {
  const { t } = useTranslation()
  const formats = useFormats()
  return (
    <dl className={classes.counts}>
      {(['added', 'changed', 'same', 'refused'] as const).map(name => (
        <div key={name}>
          <dt>{t(`imports.counts.${name}`)}</dt>
          <dd>{formats.number(answer[name])}</dd>
        </div>
      ))}
    </dl>
  )
}

function Columns({ answer: { columns, ignored, otherSheets } }: { answer: ImportAnswer }) {
  const { t } = useTranslation()
  return (
    <dl className={classes.understood}>
      <div>
        <dt>{t('imports.understood')}</dt>
        <dd>{columns.join(', ')}</dd>
      </div>
      <div>
        <dt>{t('imports.ignored')}</dt>
        <dd>{ignored.join(', ') || <span className={ui.soft}>{t('imports.ignoredNone')}</span>}</dd>
      </div>
      {otherSheets.length > 0 && (
        <div>
          <dt>{t('imports.otherSheets')}</dt>
          <dd>{otherSheets.join(', ')}</dd>
        </div>
      )}
    </dl>
  )
}

function Onward({ kind }: { kind: ImportKind }) {
  const { t } = useTranslation()
  const to = { locations: '/locations', trajectories: '/trajectories', timetables: '/' } as const
  return (
    <p>
      <Link to={to[kind]} className={buttonLook()}>
        {t(`imports.onward.${kind}`)}
      </Link>
    </p>
  )
}
