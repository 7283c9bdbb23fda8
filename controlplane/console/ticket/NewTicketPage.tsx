import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type Channel,
  type Picture,
  type Priority,
  pictures,
  priorities,
} from '../../tickets/symptom/rules.ts'
import { tell } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { refreshTickets } from '../parts/ticket/claim.ts'
import { usePriorityWords } from '../parts/ticket/usePriorityWords.ts'
import { useMay } from '../session/useMay.ts'
import { Columns } from '../ui/Columns.tsx'
import { Form, FormFoot } from '../ui/Form.tsx'
import { Page } from '../ui/Page.tsx'
import ui from '../ui/ui.module.css'
import { AboutPair } from './AboutPair.tsx'
import { type About, AboutPicker } from './AboutPicker.tsx'
import { Chips } from './Chips.tsx'

/** Whom to call, of another area. */
type Props = { contacts: (about: About) => ReactNode }

/** Somebody calls or mails: who it is about on screen at once, and what is wrong in three presses. */
export function NewTicketPage({ contacts }: Props) {
  const { t } = useTranslation()
  const may = useMay('openTickets')
  const title = t('oneTicket.new.title')
  return (
    <Page name={title} headline={title}>
      {may.may ? <NewTicket contacts={contacts} /> : <p>{may.reason}</p>}
    </Page>
  )
}

const byHand = ['phone', 'mail'] as const satisfies readonly Channel[]
type Told = { channel: (typeof byHand)[number]; picture: Picture; priority: Priority }

function NewTicket({ contacts }: Props) {
  const { t } = useTranslation()
  const { of } = useSearch({ from: '/tickets/new' })
  const [about, setAbout] = useState<About | undefined>(() => (of === undefined ? undefined : aboutOf(of)))
  const [told, setTold] = useState<Told>({ channel: 'phone', picture: 'connect', priority: 2 })
  const open = useOpen()
  return (
    <Columns split="wide">
      <Form
        layout="page"
        submit={() => about && open.mutate({ trajectory: null, set: null, ...about, ...told })}
        isBusy={open.isPending}
      >
        <AboutPicker about={about} change={setAbout} />
        <ToldFields told={told} change={part => setTold(told => ({ ...told, ...part }))} />
        <FormFoot
          save={t(open.isPending ? 'oneTicket.new.saving' : 'oneTicket.new.save')}
          isBusy={open.isPending}
        />
        <Refused error={open.error} />
      </Form>
      <div>
        {about ? (
          <>
            <AboutPair about={about} />
            {contacts(about)}
          </>
        ) : (
          <p className={ui.soft}>{t('oneTicket.new.who')}</p>
        )}
      </div>
    </Columns>
  )
}

type FieldsProps = { told: Told; change: (part: Partial<Told>) => void }

function ToldFields({ told: { channel, picture, priority }, change }: FieldsProps) {
  const { t } = useTranslation()
  const prioritySays = usePriorityWords()
  return (
    <>
      <Chips
        label={t('oneTicket.new.channel')}
        options={byHand}
        says={channel => t(`ticket.channel.${channel}`)}
        chosen={channel}
        choose={channel => change({ channel })}
      />
      <Chips
        label={t('oneTicket.new.picture')}
        options={pictures}
        says={picture => t(`ticket.picture.${picture}`)}
        chosen={picture}
        choose={picture => change({ picture })}
      />
      <Chips
        label={t('oneTicket.new.priority')}
        options={priorities}
        says={prioritySays}
        chosen={priority}
        choose={priority => change({ priority })}
      />
    </>
  )
}

/** Codes of trajectories begin as no label of a set does. */
function aboutOf(code: string): About {
  return /^T-\d/.test(code) ? { trajectory: code } : { set: code }
}

type Opening = Told & { trajectory: string | null; set: string | null }

function useOpen() {
  const client = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    networkMode: 'always',
    mutationFn: (told: Opening) => tell('POST /api/tickets', {}, { ...told, symptom: 'reported' }),
    async onSuccess({ no }) {
      void refreshTickets(client)
      await navigate({ to: '/tickets/$no', params: { no: String(no) }, search: {} })
    },
  })
}
