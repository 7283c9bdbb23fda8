import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TicketRow } from '../../tickets/api.ts'
import { useSymptomWords } from '../parts/ticket/useSymptomWords.ts'
import { Form, FormFoot } from '../ui/Form.tsx'
import { focusOnceDrawn } from '../ui/focus.ts'
import { SelectField } from '../ui/SelectField.tsx'
import ui from '../ui/ui.module.css'

type Props = {
  rows: readonly TicketRow[]
  isBusy: boolean
  merge: (into: number) => unknown
  cancel: () => void
}

/** Which of them the others go into; it cannot be put back, so it asks by name. */
export function MergeMany({ rows, isBusy, merge, cancel }: Props) {
  const { t } = useTranslation()
  const symptom = useSymptomWords()
  const [chosen, setChosen] = useState(String(rows[0]?.no ?? ''))
  const into = rows.some(({ no }) => String(no) === chosen) ? chosen : String(rows[0]?.no ?? '')
  const says = (row: TicketRow) =>
    [t('ticket.number', { no: row.no }), symptom(row), row.trajectory ?? row.set].filter(Boolean).join(' · ')
  const title = t('queue.many.merge', { count: rows.length })
  return (
    <Form label={title} layout="inset" submit={() => merge(Number(into))} isBusy={isBusy} cancel={cancel}>
      <h2>{title}</h2>
      <SelectField
        ref={focusOnceDrawn}
        label={t('queue.many.into')}
        value={into}
        options={rows.map(row => ({ value: String(row.no), says: says(row) }))}
        change={setChosen}
      />
      <p className={ui.soft}>{t('queue.many.final')}</p>
      <FormFoot
        save={t(isBusy ? 'queue.many.doing' : 'queue.many.mergeInto', { count: rows.length - 1, no: into })}
        isBusy={isBusy}
        cancel={{ says: t('queue.many.cancel'), run: cancel }}
      />
    </Form>
  )
}
