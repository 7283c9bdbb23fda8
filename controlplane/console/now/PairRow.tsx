import { IconFlask } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { saidInLesson } from '../../overview/asks/rules.ts'
import type { BoardPair } from '../../overview/board/api.ts'
import { type Around, aroundLesson, type SideKind } from '../../overview/rules.ts'
import { SideStatus } from '../parts/SideStatus.tsx'
import { Moment } from '../ui/Moment.tsx'
import { Unknown } from '../ui/Unknown.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import type { BoardGroup } from './arrangement.ts'
import { BoardLesson } from './BoardLesson.tsx'
import classes from './now.module.css'
import { PairActs } from './PairActs.tsx'

type Props = {
  pair: BoardPair
  group: BoardGroup
  /** First name and class, where a person is asked for. */
  child: string | undefined
  /** ms since 1970 UTC */
  at: number
}

/** The row opens the trajectory, where whom to call stands; each side opens its set. Names stand before codes. */
export const PairRow = memo(function PairRow({ pair, group, child, at }: Props) {
  const { t } = useTranslation()
  const around = aroundLesson(pair.lesson, at)
  const isExplained = group === 'storm'
  const isAsking = group === 'asks' || group === 'soon'
  const simulated = pair.home?.simulated || pair.school?.simulated
  return (
    <>
      <td className={classes.who}>
        <Link
          to="/trajectories/$code"
          params={{ code: pair.trajectory }}
          data-row
          className={classes.open}
          title={placeOf(pair)}
        >
          {child && <span className={classes.child}>{child}</span>}
          <span className={classes.place}>
            <PlaceName place={pair.place} />
          </span>
          <span className={ui.hidden}> {pair.trajectory}</span>
        </Link>
        {simulated && (
          <span className={classes.simulated} title={t('simulated')}>
            <IconFlask size={16} aria-hidden />
            <span className={ui.hidden}>{t('simulated')}</span>
          </span>
        )}
      </td>
      <td className={classes.lesson}>
        <BoardLesson pair={pair} isExplained={isExplained} />
      </td>
      <Side pair={pair} kind="home" around={around} isExplained={isExplained} />
      <Side pair={pair} kind="school" around={around} isExplained={isExplained} />
      <td className={classes.acts}>
        {isAsking || pair.ticket ? (
          <PairActs pair={pair} about={child ?? pair.trajectory} isAsking={isAsking} />
        ) : (
          <code aria-hidden>{pair.trajectory}</code>
        )}
      </td>
    </>
  )
})

/** The name of a place may be cut, its municipality is not: many schools are called alike. */
function PlaceName({ place }: Pick<BoardPair, 'place'>) {
  if (!place) return <Unknown />
  return (
    <>
      <span className={classes.placeName}>{place.name ?? place.code}</span>
      {place.municipality && <span className={classes.municipality}>{place.municipality}</span>}
    </>
  )
}

function placeOf({ place }: BoardPair): string {
  return [place?.name, place?.municipality].filter(Boolean).join(', ') || (place?.code ?? '')
}

type SideProps = { pair: BoardPair; kind: SideKind; around: Around; isExplained: boolean }

function Side({ pair, kind, around, isExplained }: SideProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const side = pair[kind]
  const status = (
    <SideStatus side={side} kind={kind} around={around} said={saidInLesson(pair)} isExplained={isExplained} />
  )
  const heardAt = side?.heardAt ?? null
  return (
    <td className={classes.side}>
      <span className={classes.sideName}>{t(`now.side.${kind}`)}</span>
      {side ? (
        <Link
          to="/sets/$label"
          params={{ label: side.set }}
          className={classes.sideLink}
          title={[side.set, heardAt !== null && `${t('lastHeard')} ${formats.exact(heardAt)}`]
            .filter(Boolean)
            .join(', ')}
        >
          {status}
        </Link>
      ) : (
        status
      )}
      {heardAt !== null && (
        <span className={ui.hidden}>
          {t('lastHeard')} <Moment at={heardAt} />
        </span>
      )}
    </td>
  )
}
