import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type LowerReason, lowerReasons, whyNotLower } from '../../tickets/rules.ts'
import { type Priority, priorities } from '../../tickets/symptom/rules.ts'
import { tell } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { usePriorityWords } from '../parts/ticket/usePriorityWords.ts'
import { Form, FormFoot } from '../ui/Form.tsx'
import { Chips } from './Chips.tsx'
import type { FormProps } from './panels.ts'
import { useTelling } from './useTelling.ts'

/** Less urgent than the rule said, and why. */
export function LowerForm({ ticket: { ticket }, close }: FormProps) {
  const { t } = useTranslation()
  const prioritySays = usePriorityWords()
  const lower = priorities.filter(priority => whyNotLower(ticket, priority) === undefined)
  const [priority, setPriority] = useState<Priority>(lower[0] ?? 4)
  const [reason, setReason] = useState<LowerReason>('works_around')
  const no = String(ticket.no)
  const tellIt = useTelling(() => tell('POST /api/tickets/:no/lower', { no }, { priority, reason }), close)
  const title = t('oneTicket.form.lower.title')
  return (
    <Form
      label={title}
      layout="inset"
      submit={() => tellIt.mutate()}
      isBusy={tellIt.isPending}
      cancel={close}
    >
      <h2>{title}</h2>
      <Chips
        isFirst
        label={t('oneTicket.form.lower.to')}
        options={lower}
        says={prioritySays}
        chosen={priority}
        choose={setPriority}
      />
      <Chips
        label={t('oneTicket.form.lower.reason')}
        options={lowerReasons}
        says={reason => t(`oneTicket.lowerReason.${reason}`)}
        chosen={reason}
        choose={setReason}
      />
      <FormFoot
        save={t(tellIt.isPending ? 'oneTicket.form.saving' : 'oneTicket.form.lower.save')}
        isBusy={tellIt.isPending}
        cancel={{ says: t('oneTicket.form.cancel'), run: close }}
      />
      <Refused error={tellIt.error} />
    </Form>
  )
}
