import { IconEyeOff, IconLifebuoy, IconVolumeOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { HelpPicture } from '../../../../protocol/help.ts'
import type { HelpCase } from '../../../help/api.ts'
import { Moment } from '../../ui/Moment.tsx'
import { Status, type StatusLook } from '../../ui/Status.tsx'
import ui from '../../ui/ui.module.css'

export const pictureIcons: Record<HelpPicture, StatusLook['icon']> = {
  hear: IconVolumeOff,
  see: IconEyeOff,
  other: IconLifebuoy,
}

/** A teacher asks with one button; a child says what does not work. */
export const useAsksWords = () => {
  const { t } = useTranslation()
  return ({ by, picture }: Pick<HelpCase, 'by' | 'picture'>) =>
    by === 'teacher' && picture === 'other' ? t('help.teacherAsks') : t(`help.picture.${picture}`)
}

/** A press that was on its way for longer than this is told so. */
const lateMs = 120_000

/** What does not work, who says so and since when; red as long as nobody helps. */
export function HelpWhat({ one }: { one: HelpCase }) {
  const { t } = useTranslation()
  const asks = useAsksWords()
  const { picture, by, presses, takenAt, pressedAt, openedAt, worksAgainAt } = one
  const isLate = openedAt - pressedAt > lateMs
  return (
    <>
      <Status tone={takenAt === null ? 'act' : 'plain'} icon={pictureIcons[picture]}>
        {asks(one)}
      </Status>
      <span className={ui.soft}>
        {t(`help.asker.${by}`)} {presses > 1 && `${t('help.times', { count: presses })} `}
        <Moment at={pressedAt} />
        {isLate && (
          <>
            {' '}
            {t('help.late')} <Moment at={openedAt} ago="none" />
          </>
        )}
        {worksAgainAt !== null && (
          <>
            {' '}
            {t('help.worksAgain')} <Moment at={worksAgainAt} ago="none" />
          </>
        )}
      </span>
    </>
  )
}
