import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { tell } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { Form, FormFoot } from '../ui/Form.tsx'
import { focusOnceDrawn } from '../ui/focus.ts'
import { TextField } from '../ui/TextField.tsx'
import ui from '../ui/ui.module.css'
import type { FormProps } from './panels.ts'
import { useTelling } from './useTelling.ts'

/** The same trouble twice becomes one; what has only something to do with it stays two. */
export function JoinForm({ ticket: { ticket }, close, how }: FormProps & { how: 'merge' | 'link' }) {
  const { t } = useTranslation()
  const [to, setTo] = useState('')
  const no = String(ticket.no)
  const join = useTelling(() => {
    const body = { to: Number(to.replace('#', '')) }
    return how === 'merge'
      ? tell('POST /api/tickets/:no/merge', { no }, body)
      : tell('POST /api/tickets/:no/link', { no }, body)
  }, close)
  const title = t(`oneTicket.form.join.${how}`)
  return (
    <Form label={title} layout="inset" submit={() => join.mutate()} isBusy={join.isPending} cancel={close}>
      <h2>{title}</h2>
      <TextField
        ref={focusOnceDrawn}
        label={t('oneTicket.form.join.to')}
        inputMode="numeric"
        required
        maxLength={13}
        written={{ pattern: '#?[1-9][0-9]{0,11}', says: t('oneTicket.form.join.wrong') }}
        value={to}
        change={setTo}
      />
      {how === 'merge' && <p className={ui.soft}>{t('oneTicket.form.join.why')}</p>}
      <FormFoot
        save={t(
          join.isPending
            ? 'oneTicket.form.saving'
            : how === 'merge'
              ? 'oneTicket.form.join.saveMerge'
              : 'oneTicket.form.join.saveLink',
        )}
        isBusy={join.isPending}
        cancel={{ says: t('oneTicket.form.cancel'), run: close }}
      />
      <Refused error={join.error} />
    </Form>
  )
}
