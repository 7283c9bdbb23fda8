import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import type { TicketDetail } from '../../tickets/api.ts'
import { type CallDirection, type Callee, callDirections, callees } from '../../tickets/call/rules.ts'
import { tell } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { usePageKeys } from '../session/pageKeys.ts'
import { mayDo } from '../session/useMay.ts'
import { useMe } from '../session/useMe.ts'
import { Choices } from '../ui/Choices.tsx'
import { FieldLine, Form, FormFoot } from '../ui/Form.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { TextField } from '../ui/TextField.tsx'
import { MailForm } from './MailForm.tsx'
import { TellForm } from './TellForm.tsx'
import classes from './ticket.module.css'
import { useTelling } from './useTelling.ts'

const kinds = ['note', 'called', 'message', 'mail'] as const
type Kind = (typeof kinds)[number]
const noteMax = 2000

/** What one adds at the foot of what happened: a note, that one spoke to somebody, what is to stand on a set, a question by mail. */
export function Composer({ ticket }: { ticket: TicketDetail }) {
  const no = String(ticket.ticket.no)
  const { t } = useTranslation()
  const { roles } = useMe()
  const [kind, setKind] = useState<Kind>('note')
  const [callee, setCallee] = useState<Callee>('teacher')
  const frame = useRef<HTMLDivElement>(null)
  const may = mayDo(roles, 'workTickets')
  const go = (kind: Kind) => () => {
    const called = focusedContact()
    // What is typed next goes there already.
    flushSync(() => {
      setKind(kind)
      if (called) setCallee(called)
    })
    // What is most likely is chosen already: one more key does it.
    const field = frame.current?.querySelector<HTMLElement>('textarea, button[type="submit"]')
    field?.scrollIntoView({ block: 'center' })
    field?.focus()
  }
  usePageKeys(
    may
      ? [
          { key: 'r', says: t('oneTicket.act.note'), run: go('note') },
          { key: 'g', says: t('oneTicket.act.called'), run: go('called') },
          { key: 't', says: t('oneTicket.act.tell'), run: go('message') },
          { key: 'm', says: t('oneTicket.act.mail'), run: go('mail') },
        ]
      : [],
  )
  if (!may) return null
  return (
    <div ref={frame} className={classes.composer}>
      <Choices
        label={t('oneTicket.compose.kind')}
        options={kinds.map(value => ({ value, says: t(`oneTicket.compose.${value}`) }))}
        chosen={kind}
        choose={setKind}
      />
      {kind === 'note' && <NoteForm no={no} />}
      {kind === 'called' && <CallForm no={no} callee={callee} setCallee={setCallee} />}
      {kind === 'message' && <TellForm ticket={ticket} />}
      {kind === 'mail' && <MailForm ticket={ticket} />}
    </div>
  )
}

/** Who was called: the contact whose number has the focus, as after it was pressed. */
function focusedContact(): Callee | undefined {
  const role = document.activeElement?.closest<HTMLElement>('[data-contact]')?.dataset.contact
  return callees.find(callee => callee === role)
}

function NoteForm({ no }: { no: string }) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const note = useTelling(
    () => tell('POST /api/tickets/:no/note', { no }, { text: text.trim() }),
    () => setText(''),
  )
  return (
    <Form
      label={t('oneTicket.compose.note')}
      layout="plain"
      submit={() => text.trim() !== '' && note.mutate()}
      isBusy={note.isPending}
    >
      <TextArea
        label={t('oneTicket.compose.text')}
        isLabelHidden
        placeholder={t('oneTicket.compose.textHint')}
        rows={3}
        maxLength={noteMax}
        value={text}
        change={setText}
      />
      <FormFoot
        save={t(note.isPending ? 'oneTicket.compose.saving' : 'oneTicket.compose.keep')}
        isBusy={note.isPending || text.trim() === ''}
      />
      <Refused error={note.error} />
    </Form>
  )
}

type CallProps = { no: string; callee: Callee; setCallee: (callee: Callee) => void }

function CallForm({ no, callee, setCallee }: CallProps) {
  const { t } = useTranslation()
  const [direction, setDirection] = useState<CallDirection>('made')
  const [minutes, setMinutes] = useState('')
  const call = useTelling(
    () =>
      tell(
        'POST /api/tickets/:no/call',
        { no },
        { direction, with: callee, minutes: minutes.trim() === '' ? null : Number(minutes) },
      ),
    () => setMinutes(''),
  )
  return (
    <Form
      label={t('oneTicket.compose.called')}
      layout="plain"
      submit={() => call.mutate()}
      isBusy={call.isPending}
    >
      <FieldLine>
        <SelectField
          label={t('oneTicket.compose.with')}
          value={callee}
          options={callees.map(value => ({ value, says: t(`oneTicket.callee.${value}`) }))}
          change={setCallee}
        />
        <SelectField
          label={t('oneTicket.compose.direction')}
          value={direction}
          options={callDirections.map(value => ({ value, says: t(`oneTicket.compose.directions.${value}`) }))}
          change={setDirection}
        />
        <div className={classes.minutes}>
          <TextField
            label={t('oneTicket.compose.minutes')}
            inputMode="numeric"
            maxLength={3}
            written={{ pattern: '[0-5]?[0-9]?[0-9]|600', says: t('oneTicket.compose.minutesWrong') }}
            value={minutes}
            change={setMinutes}
          />
        </div>
      </FieldLine>
      <FormFoot
        save={t(call.isPending ? 'oneTicket.compose.saving' : 'oneTicket.compose.keepCall')}
        isBusy={call.isPending}
      />
      <Refused error={call.error} />
    </Form>
  )
}
