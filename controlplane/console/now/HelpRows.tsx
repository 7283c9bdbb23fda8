import { IconFlask, IconLifebuoy } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { HelpCase } from '../../help/api.ts'
import { saidInLesson } from '../../overview/asks/rules.ts'
import type { BoardPair } from '../../overview/board/api.ts'
import { aroundLesson, type SideKind } from '../../overview/rules.ts'
import { HelpActs } from '../parts/help/HelpActs.tsx'
import { HelpWhat } from '../parts/help/HelpWhat.tsx'
import { SideStatus } from '../parts/SideStatus.tsx'
import { useChildren } from '../parts/useChildren.ts'
import { useNow } from '../ui/clock.ts'
import { Status } from '../ui/Status.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import { BoardLesson } from './BoardLesson.tsx'
import classes from './helpRows.module.css'

const grainMs = 15_000
const minuteMs = 60_000

type Props = { cases: readonly HelpCase[]; pairs: readonly BoardPair[] }

/** Who asks for help, before all else: it waits for no filter and is never folded away. */
export function HelpRows({ cases, pairs }: Props) {
  const { t } = useTranslation()
  const formats = useFormats()
  const at = useNow(grainMs)
  const children = useChildren(cases.flatMap(({ trajectory }) => trajectory ?? []))
  const byCode = useMemo(() => new Map(pairs.map(pair => [pair.trajectory, pair])), [pairs])
  const waiting = cases.filter(({ takenAt }) => takenAt === null)
  const oldest = Math.floor((at - Math.min(...waiting.map(({ openedAt }) => openedAt))) / minuteMs)
  return (
    <section className={classes.help} aria-labelledby="asks-for-help">
      <div className={classes.head}>
        <h2 id="asks-for-help">
          <Status tone={waiting.length > 0 ? 'act' : 'plain'} icon={IconLifebuoy}>
            {t('now.help.title')}
          </Status>{' '}
          {formats.number(cases.length)}
        </h2>
        {waiting.length > 0 && oldest >= 1 && (
          <span className={ui.soft}>{t('now.oldest', { count: oldest })}</span>
        )}
      </div>
      <table aria-labelledby="asks-for-help">
        <thead className={ui.hidden}>
          <tr>
            <th scope="col">{t('now.columns.who')}</th>
            <th scope="col">{t('now.help.what')}</th>
            <th scope="col">{t('now.columns.home')}</th>
            <th scope="col">{t('now.columns.school')}</th>
            <th scope="col">{t('now.help.who')}</th>
          </tr>
        </thead>
        <tbody>
          {cases.map(one => (
            <HelpRow
              key={one.id}
              one={one}
              pair={one.trajectory === null ? undefined : byCode.get(one.trajectory)}
              child={one.trajectory === null ? undefined : children.get(one.trajectory)}
              at={at}
            />
          ))}
        </tbody>
      </table>
    </section>
  )
}

type RowProps = { one: HelpCase; pair: BoardPair | undefined; child: string | undefined; at: number }

function HelpRow({ one, pair, child, at }: RowProps) {
  const { t } = useTranslation()
  return (
    <tr>
      <td className={classes.who}>
        <Who one={one} place={pair?.place ?? one.place} child={child} />
        {pair && (
          <span className={classes.lesson}>
            <BoardLesson pair={pair} />
          </span>
        )}
        {one.simulated && (
          <span className={classes.simulated} title={t('simulated')}>
            <IconFlask size={16} aria-hidden />
            <span className={ui.hidden}>{t('simulated')}</span>
          </span>
        )}
      </td>
      <td className={classes.what}>
        <HelpWhat one={one} />
      </td>
      <Side one={one} pair={pair} kind="home" at={at} />
      <Side one={one} pair={pair} kind="school" at={at} />
      <td className={classes.acts}>
        <HelpActs one={one} who={child ?? one.set} />
      </td>
    </tr>
  )
}

/** Opens the trajectory, where whom to call stands; a set that serves nobody opens itself. */
function Who({ one, place, child }: Pick<RowProps, 'one' | 'child'> & Pick<HelpCase, 'place'>) {
  const { trajectory, set } = one
  const says = (
    <>
      {child && <span className={classes.child}>{child}</span>}
      <span className={classes.place}>
        {[place?.name, place?.municipality].filter(Boolean).join(', ') || (place?.code ?? set)}
      </span>
      <span className={ui.hidden}> {trajectory ?? set}</span>
    </>
  )
  const common = { 'data-row': true, className: classes.open } as const
  return trajectory === null ? (
    <Link {...common} to="/sets/$label" params={{ label: set }}>
      {says}
    </Link>
  ) : (
    <Link {...common} to="/trajectories/$code" params={{ code: trajectory }}>
      {says}
    </Link>
  )
}

type SideProps = Pick<RowProps, 'one' | 'pair' | 'at'> & { kind: SideKind }

function Side({ one, pair, kind, at }: SideProps) {
  const { t } = useTranslation()
  const side = pair?.[kind] ?? null
  const label = side?.set ?? (one.kind === kind ? one.set : undefined)
  return (
    <td className={classes.side}>
      <span className={ui.soft}>{t(`now.side.${kind}`)}</span>
      {label !== undefined && (
        <Link to="/sets/$label" params={{ label }} className={classes.set}>
          {side === null ? (
            <code>{label}</code>
          ) : (
            <SideStatus
              side={side}
              kind={kind}
              around={aroundLesson(pair?.lesson ?? null, at)}
              said={pair && saidInLesson(pair)}
            />
          )}
        </Link>
      )}
    </td>
  )
}
