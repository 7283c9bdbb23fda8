import type { ParseKeys } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type MessageSentence, messageSentences, messageTextMax } from '../../../protocol/message.ts'
import { usualAnswersOf } from '../../messages/rules.ts'
import type { TicketDetail } from '../../tickets/api.ts'
import { type Side, sides } from '../../tickets/symptom/rules.ts'
import { tell } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { FieldLine, Form } from '../ui/Form.tsx'
import { NowButton } from '../ui/NowButton.tsx'
import { Row } from '../ui/Row.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import { TextField } from '../ui/TextField.tsx'
import ui from '../ui/ui.module.css'
import { whyNot } from './known.ts'
import { useTelling } from './useTelling.ts'

type Says = MessageSentence | 'own'

/** Says something on the set of a side; what asks for an answer lets the ticket wait for it. */
export function TellForm({ ticket }: { ticket: TicketDetail }) {
  const { t } = useTranslation()
  const there = sidesOf(ticket)
  const [side, setSide] = useState<Side>(
    there.find(each => each === ticket.ticket.side) ?? there[0] ?? 'school',
  )
  const [sentence, setSentence] = useState<Says>('try_plug')
  const [text, setText] = useState('')
  const no = String(ticket.ticket.no)
  const says = sentence === 'own' ? { text: text.trim() } : { sentence }
  const why = usualAnswersOf(says).length > 0 ? whyNot('ask')(ticket) : undefined
  const send = useTelling(
    () =>
      tell(
        'POST /api/tickets/:no/tell',
        { no },
        { side, says, ...(usualAnswersOf(says).length === 0 && { answers: [] }) },
      ),
    () => setText(''),
  )
  if (there.length === 0) return <p className={ui.soft}>{t('oneTicket.noPair')}</p>
  return (
    <Form
      label={t('oneTicket.compose.message')}
      layout="plain"
      submit={() => why === undefined && send.mutate()}
      isBusy={send.isPending}
    >
      <FieldLine>
        <SelectField
          label={t('oneTicket.compose.side')}
          value={side}
          options={there.map(value => ({ value, says: t(`kind.${value}`) }))}
          change={setSide}
        />
        <SelectField<Says>
          label={t('oneTicket.compose.says')}
          value={sentence}
          options={[...messageSentences, 'own' as const].map(value => ({
            value,
            says: t(`oneTicket.sentence.${value}`),
          }))}
          change={setSentence}
        />
      </FieldLine>
      {sentence === 'own' && (
        <TextField
          label={t('oneTicket.compose.own')}
          required
          maxLength={messageTextMax}
          value={text}
          change={setText}
        />
      )}
      <Send isBusy={send.isPending} why={why} />
      <Refused error={send.error} />
    </Form>
  )
}

function Send({ isBusy, why }: { isBusy: boolean; why: ParseKeys | undefined }) {
  const { t } = useTranslation()
  return (
    <Row>
      <NowButton type="submit" look="primary" disabled={isBusy} whyNot={why && t(why)}>
        {t(isBusy ? 'oneTicket.compose.saving' : 'oneTicket.compose.send')}
      </NowButton>
      <span className={ui.soft}>{t('oneTicket.compose.stays')}</span>
    </Row>
  )
}

/** The sides at which a set stands. */
function sidesOf({ ticket: { home, school, set, side, trajectory } }: TicketDetail): Side[] {
  if (trajectory === null) return set !== null && side !== null ? [side] : []
  return sides.filter(each => (each === 'home' ? home : school) !== null)
}
