import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type CancelReason, cancelReasons } from '../../tickets/rules.ts'
import { tell } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { Form, FormFoot } from '../ui/Form.tsx'
import ui from '../ui/ui.module.css'
import { Chips } from './Chips.tsx'
import type { FormProps } from './panels.ts'
import { useTelling } from './useTelling.ts'

/** It was nothing; that is final, so it asks why, which also asks whether. */
export function CancelForm({ ticket: { ticket }, close }: FormProps) {
  const { t } = useTranslation()
  const [reason, setReason] = useState<CancelReason>('mistake')
  const no = String(ticket.no)
  const cancel = useTelling(() => tell('POST /api/tickets/:no/cancel', { no }, { reason }), close)
  const title = t('oneTicket.form.cancelTicket.title')
  return (
    <Form
      label={title}
      layout="inset"
      submit={() => cancel.mutate()}
      isBusy={cancel.isPending}
      cancel={close}
    >
      <h2>{title}</h2>
      <Chips
        isFirst
        label={t('oneTicket.form.cancelTicket.reason')}
        options={cancelReasons}
        says={reason => t(`oneTicket.cancelReason.${reason}`)}
        chosen={reason}
        choose={setReason}
      />
      <p className={ui.soft}>{t('oneTicket.form.cancelTicket.why')}</p>
      <FormFoot
        save={t(cancel.isPending ? 'oneTicket.form.saving' : 'oneTicket.form.cancelTicket.save')}
        isBusy={cancel.isPending}
        cancel={{ says: t('oneTicket.form.cancelTicket.back'), run: close }}
      />
      <Refused error={cancel.error} />
    </Form>
  )
}
