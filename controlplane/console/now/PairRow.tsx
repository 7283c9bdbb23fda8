import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoardPair, BoardSide } from '../../overview/board/api.ts'
import { CameraStatus } from '../parts/CameraStatus.tsx'
import { PresenceStatus } from '../parts/PresenceStatus.tsx'
import { Moment } from '../ui/Moment.tsx'
import { Unknown } from '../ui/Unknown.tsx'
import ui from '../ui/ui.module.css'
import { worseSide } from './arrangement.ts'
import { BoardLesson } from './BoardLesson.tsx'
import classes from './now.module.css'

type Props = {
  pair: BoardPair
  /** First name and class, where a person is asked for. */
  child: string | undefined
}

/** The row opens the side that needs it; each side has a link of its own. */
export const PairRow = memo(function PairRow({ pair, child }: Props) {
  const { t } = useTranslation()
  const opens = worseSide(pair)
  const simulated = pair.home?.simulated || pair.school?.simulated
  const code = <code>{pair.trajectory}</code>
  return (
    <>
      <td className={classes.code}>
        {opens ? (
          <Link to="/sets/$label" params={{ label: opens.set }} data-row className={classes.open}>
            {code}
          </Link>
        ) : (
          code
        )}
        {child && <span className={classes.child}>{child}</span>}
      </td>
      <td className={classes.place}>
        <span className={classes.placeName} title={placeOf(pair)}>
          {pair.place ? placeOf(pair) : <Unknown />}
        </span>
        {simulated && <span className={ui.mark}>{t('simulated')}</span>}
      </td>
      <td className={classes.lesson}>
        <BoardLesson pair={pair} />
      </td>
      <Side side={pair.home} kind="home" />
      <Side side={pair.school} kind="school" />
    </>
  )
})

function placeOf({ place }: BoardPair): string {
  return [place?.name, place?.municipality].filter(Boolean).join(', ') || (place?.code ?? '')
}

function Side({ side, kind }: { side: BoardSide | null; kind: 'home' | 'school' }) {
  const { t } = useTranslation()
  if (!side)
    return (
      <td className={classes.side}>
        <span className={classes.sideName}>{t(`kind.${kind}`)}</span>
        <span className={ui.soft}>{t('now.noSet')}</span>
      </td>
    )
  const speaks = side.presence !== 'unheard'
  return (
    <td className={classes.side}>
      <span className={classes.sideName}>{t(`kind.${kind}`)}</span>
      <Link to="/sets/$label" params={{ label: side.set }} className={classes.sideLink} title={side.set}>
        <PresenceStatus state={side.presence} />
      </Link>
      {side.heardAt !== null && (
        <span className={classes.heard}>
          <span className={classes.heardWord}>{t('lastHeard')} </span>
          <Moment at={side.heardAt} />
        </span>
      )}
      {speaks && side.camera !== 'ok' && <CameraStatus state={side.camera} alone />}
    </td>
  )
}
