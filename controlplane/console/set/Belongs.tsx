import { IconPhone } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { aroundLesson } from '../../overview/rules.ts'
import type { SetDetail } from '../data/fetch.ts'
import { LessonStatus } from '../parts/LessonStatus.tsx'
import { SideStatus } from '../parts/SideStatus.tsx'
import { usePerson } from '../parts/usePerson.ts'
import { useNow } from '../ui/clock.ts'
import { Unknown } from '../ui/Unknown.tsx'
import ui from '../ui/ui.module.css'
import classes from './set.module.css'

const grainMs = 15_000

/** Whose set it is, where it stands, what its lesson is in, whom to call, and the other set; each a click away. */
export function Belongs({ set }: { set: SetDetail }) {
  const { t } = useTranslation()
  const { trajectory, lesson, place } = set
  return (
    <p className={classes.belongs}>
      {trajectory ? (
        <Person set={set} code={trajectory} />
      ) : (
        <span className={ui.soft}>{t('set.noPair')}</span>
      )}
      {place ? (
        <Link to="/locations/$code" params={{ code: place.code }}>
          {[place.name, place.municipality].filter(Boolean).join(', ') || place.code}
        </Link>
      ) : (
        <span>
          {t('set.place')} <Unknown />
        </span>
      )}
      {trajectory && lesson && (
        <Link to="/trajectories/$code" params={{ code: trajectory }} hash="lessen">
          <LessonStatus lesson={lesson} />
        </Link>
      )}
      <Call set={set} />
      <OtherSide set={set} />
    </p>
  )
}

/** The child is named while somebody may wait for it; at other times the code is enough. */
function Person({ set: { lesson }, code }: { set: SetDetail; code: string }) {
  const { t } = useTranslation()
  const isWanted = lesson?.status === 'lesson' || lesson?.status === 'run_up'
  const child = usePerson(code, isWanted)
  return (
    <Link to="/trajectories/$code" params={{ code }}>
      <span className={ui.hidden}>{t('set.trajectory')} </span>
      {child && <strong>{child} </strong>}
      <code>{code}</code>
    </Link>
  )
}

/** Whom to call stands with the trajectory, and without one with the place. */
function Call({ set: { trajectory, place } }: { set: SetDetail }) {
  const { t } = useTranslation()
  const says = (
    <>
      <IconPhone size={16} aria-hidden /> {t('set.call')}
    </>
  )
  if (trajectory)
    return (
      <Link to="/trajectories/$code" params={{ code: trajectory }} hash="contacts" className={classes.call}>
        {says}
      </Link>
    )
  if (!place) return null
  return (
    <Link to="/locations/$code" params={{ code: place.code }} hash="contacts" className={classes.call}>
      {says}
    </Link>
  )
}

function OtherSide({ set: { kind, otherSide, lesson } }: { set: SetDetail }) {
  const { t } = useTranslation()
  const at = useNow(grainMs)
  if (!otherSide) return null
  const other = kind === 'home' ? 'school' : 'home'
  return (
    <Link to="/sets/$label" params={{ label: otherSide.set }} className={classes.otherSide}>
      {t(`set.otherSide.${other}`)} <code>{otherSide.set}</code>
      <SideStatus side={otherSide} kind={other} around={aroundLesson(lesson, at)} />
    </Link>
  )
}
