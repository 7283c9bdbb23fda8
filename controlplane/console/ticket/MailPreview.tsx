import { useTranslation } from 'react-i18next'
import { writeMail } from '../../mail/words/rules.ts'
import { type LinkLanguage, type LinkQuestion, linkQuestions } from '../../people/link/rules.ts'
import ui from '../ui/ui.module.css'
import classes from './ticket.module.css'

type Props = { no: string; question: LinkQuestion; language: LinkLanguage; phone: string | undefined }

/** The mail as it leaves, but for the link that is made then; and what is asked behind it. */
export function MailPreview({ no, question, language, phone }: Props) {
  const { t } = useTranslation()
  const params = { audience: 'school', question } as const
  const content = { template: 'question', subject: `ticket:${no}`, params } as const
  const { subject, text } = writeMail(content, language, { link: t('oneTicket.mail.link'), phone })
  const answers = linkQuestions[question].map(answer => t(`oneTicket.answer.${answer}`))
  return (
    <figure className={classes.preview}>
      <figcaption className={ui.soft}>{t('oneTicket.mail.preview')}</figcaption>
      <p lang={language}>{subject}</p>
      <p lang={language}>{text.trim()}</p>
      <p className={ui.soft}>
        {t('oneTicket.mail.behind', {
          question: t(`oneTicket.question.${question}`),
          answers: answers.join(' · '),
        })}
      </p>
    </figure>
  )
}
