import { IconAlertTriangleFilled } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useRefusalWords } from '../data/refusals/useWhy.ts'
import type { SignInRefusal } from '../session/signIn.ts'
import ui from '../ui/ui.module.css'
import classes from './signIn.module.css'

/** Why the last try did not work, and what to do about it; `refusal` undefined: for a reason that is not known here. */
export function NotIn({ refusal }: { refusal: SignInRefusal | undefined }) {
  const { t } = useTranslation()
  const wordsOf = useRefusalWords()
  const why = refusal && wordsOf(refusal)
  return (
    <div role="alert" className={classes.refused}>
      <IconAlertTriangleFilled size={16} aria-hidden className={ui.soonIcon} />
      <div>
        <p className={classes.strong}>{why?.says ?? t('people.signIn.notIn')}</p>
        <p>{why?.next ?? t('people.signIn.notInNext')}</p>
      </div>
    </div>
  )
}

/** The way in that needs no provider: somebody at the server makes a link. */
export function GetLink() {
  const { t } = useTranslation()
  return (
    <div className={classes.getLink}>
      <p>{t('people.signIn.getLink')}</p>
      <p className={ui.soft}>{t('people.signIn.getLinkHow')}</p>
      <code>npm run sign-in-link -- helpdesk</code>
    </div>
  )
}
