import { useTranslation } from 'react-i18next'
import type { TicketRow } from '../../tickets/api.ts'
import { PlanFields, usePlanning } from '../parts/ticket/PlanFields.tsx'
import { Form, FormFoot } from '../ui/Form.tsx'

type Props = {
  rows: readonly TicketRow[]
  isBusy: boolean
  plan: (at: number) => unknown
  cancel: () => void
}

/** Until when all of them ask nobody. */
export function PlanMany({ rows, isBusy, plan, cancel }: Props) {
  const { t } = useTranslation()
  const planning = usePlanning()
  const title = t('queue.many.plan', { count: rows.length })
  return (
    <Form label={title} layout="inset" submit={() => plan(planning.at())} isBusy={isBusy} cancel={cancel}>
      <h2>{title}</h2>
      <PlanFields {...planning} />
      <FormFoot
        save={t(isBusy ? 'queue.many.doing' : 'queue.many.act.plan')}
        isBusy={isBusy}
        cancel={{ says: t('queue.many.cancel'), run: cancel }}
      />
    </Form>
  )
}
