import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '../../contacts/api.ts'
import { perSubjectAnHourMax } from '../../mail/rules.ts'
import {
  type LinkLanguage,
  type LinkQuestion,
  linkLanguages,
  linkQuestions,
} from '../../people/link/rules.ts'
import type { TicketDetail } from '../../tickets/api.ts'
import { ask, tell } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { Button } from '../ui/Button.tsx'
import { FieldLine, Form } from '../ui/Form.tsx'
import { focusOnceDrawn } from '../ui/focus.ts'
import { NowButton } from '../ui/NowButton.tsx'
import { Row } from '../ui/Row.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import ui from '../ui/ui.module.css'
import { whyNot } from './known.ts'
import { MailPreview } from './MailPreview.tsx'
import { useTelling } from './useTelling.ts'

const questions = Object.keys(linkQuestions) as LinkQuestion[]

/** One question to one contact, who answers by a link. Who can be asked is shown once somebody wants it: that is written down. */
export function MailForm({ ticket }: { ticket: TicketDetail }) {
  const { t } = useTranslation()
  const code = ticket.ticket.trajectory
  const look = useMutation({
    networkMode: 'always',
    mutationFn: async (code: string) => {
      const { contacts, school } = await ask('/api/trajectories/:code/contacts', { code }, {})
      return [...contacts, ...school]
    },
  })
  if (code === null) return <p className={ui.soft}>{t('oneTicket.mail.noTrajectory')}</p>
  if (look.data?.length === 0) return <p className={ui.soft}>{t('oneTicket.mail.noContacts')}</p>
  if (look.data) return <Asking ticket={ticket} contacts={look.data} />
  return (
    <Form
      label={t('oneTicket.compose.mail')}
      layout="plain"
      submit={() => look.mutate(code)}
      isBusy={look.isPending}
    >
      <Row>
        <Button type="submit" disabled={look.isPending}>
          {t('oneTicket.mail.whom')}
        </Button>
        <span className={ui.soft}>{t('oneTicket.mail.noted')}</span>
      </Row>
      <Refused what={t('oneTicket.mail.contactsFailed')} error={look.error} />
    </Form>
  )
}

type AskingProps = { ticket: TicketDetail; contacts: readonly Contact[] }

function Asking({ ticket, contacts }: AskingProps) {
  const { t } = useTranslation()
  const no = String(ticket.ticket.no)
  const [id, setId] = useState((contacts.find(({ email }) => email !== null) ?? contacts[0]!).id)
  const [question, setQuestion] = useState<LinkQuestion>('works_again')
  const [language, setLanguage] = useState<LinkLanguage>('nl')
  const { data: mail, error } = useQuery({
    queryKey: ['ticket-mail', no],
    queryFn: ({ signal }) => ask('/api/tickets/:no/mail', { no }, {}, signal),
  })
  const contact = contacts.find(one => one.id === id)
  const why = useWhyNot(ticket, contact, mail)
  const send = useTelling(
    () => tell('POST /api/tickets/:no/ask-by-mail', { no }, { contact: id, question, language }),
    () => undefined,
  )
  const nameOf = ({ name, role, email }: Contact) =>
    [name, t(`oneTicket.callee.${role}`), email === null && t('oneTicket.mail.noAddress')]
      .filter(Boolean)
      .join(' · ')
  return (
    <Form
      label={t('oneTicket.compose.mail')}
      layout="plain"
      submit={() => why === undefined && send.mutate()}
      isBusy={send.isPending}
    >
      <FieldLine>
        <SelectField
          ref={focusOnceDrawn}
          label={t('oneTicket.mail.to')}
          value={id}
          options={contacts.map(one => ({ value: one.id, says: nameOf(one) }))}
          change={setId}
        />
        <SelectField
          label={t('oneTicket.mail.question')}
          value={question}
          options={questions.map(value => ({ value, says: t(`oneTicket.question.${value}`) }))}
          change={setQuestion}
        />
        <LanguageField language={language} change={setLanguage} />
      </FieldLine>
      <MailPreview no={no} question={question} language={language} phone={mail?.phone ?? undefined} />
      <Row>
        <NowButton type="submit" look="primary" disabled={send.isPending} whyNot={why}>
          {t(send.isPending ? 'oneTicket.compose.saving' : 'oneTicket.mail.send')}
        </NowButton>
        <span className={ui.soft}>
          {t('oneTicket.mail.limit', { max: perSubjectAnHourMax })}{' '}
          {mail && t('oneTicket.mail.left', { count: mail.left })}
        </span>
      </Row>
      <Refused error={send.error ?? error} />
    </Form>
  )
}

type LanguageProps = { language: LinkLanguage; change: (language: LinkLanguage) => void }

function LanguageField({ language, change }: LanguageProps) {
  const { t } = useTranslation()
  return (
    <SelectField
      label={t('oneTicket.mail.language')}
      value={language}
      options={linkLanguages.map(value => ({ value, says: t(`oneTicket.mail.languages.${value}`) }))}
      change={change}
    />
  )
}

type Mail = { hasServer: boolean; left: number } | undefined

/** What is in the way, as far as it is known here; the server decides by more. */
function useWhyNot(ticket: TicketDetail, contact: Contact | undefined, mail: Mail): string | undefined {
  const { t } = useTranslation()
  const moves = whyNot('ask')(ticket)
  if (moves) return t(moves)
  if (contact && contact.email === null) return t('refusal.no_address.says')
  if (mail && !mail.hasServer) return t('oneTicket.mail.noServer')
  return mail?.left === 0 ? t('oneTicket.mail.enough') : undefined
}
