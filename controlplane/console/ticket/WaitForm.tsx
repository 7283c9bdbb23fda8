import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Party, parties } from '../../tickets/rules.ts'
import { tell } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { Form, FormFoot } from '../ui/Form.tsx'
import { TextField } from '../ui/TextField.tsx'
import { Chips } from './Chips.tsx'
import type { FormProps } from './panels.ts'
import { useTelling } from './useTelling.ts'

/** Somebody else is to act: who, and by what they know it. */
export function WaitForm({ ticket: { ticket }, close }: FormProps) {
  const { t } = useTranslation()
  const [party, setParty] = useState<Party>('school_ict')
  const [reference, setReference] = useState('')
  const no = String(ticket.no)
  const wait = useTelling(
    () => tell('POST /api/tickets/:no/wait', { no }, { party, reference: reference.trim() || null }),
    close,
  )
  const title = t('oneTicket.form.wait.title')
  return (
    <Form label={title} layout="inset" submit={() => wait.mutate()} isBusy={wait.isPending} cancel={close}>
      <h2>{title}</h2>
      <Chips
        isFirst
        label={t('oneTicket.form.wait.party')}
        options={parties}
        says={party => t(`oneTicket.party.${party}`)}
        chosen={party}
        choose={setParty}
      />
      <TextField
        label={t('oneTicket.form.wait.reference')}
        hint={t('oneTicket.form.wait.referenceHint')}
        maxLength={40}
        written={{ pattern: '[\\p{L}\\p{N} ._\\/#:\\-]+', says: t('oneTicket.form.wait.referenceWrong') }}
        value={reference}
        change={setReference}
      />
      <FormFoot
        save={t(wait.isPending ? 'oneTicket.form.saving' : 'oneTicket.form.wait.save')}
        isBusy={wait.isPending}
        cancel={{ says: t('oneTicket.form.cancel'), run: close }}
      />
      <Refused error={wait.error} />
    </Form>
  )
}
