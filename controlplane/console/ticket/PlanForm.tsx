import { useTranslation } from 'react-i18next'
import { tell } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { PlanFields, usePlanning } from '../parts/ticket/PlanFields.tsx'
import { Form, FormFoot } from '../ui/Form.tsx'
import type { FormProps } from './panels.ts'
import { useTelling } from './useTelling.ts'

/** For when; until then it asks nobody. */
export function PlanForm({ ticket: { ticket }, close }: FormProps) {
  const { t } = useTranslation()
  const planning = usePlanning()
  const no = String(ticket.no)
  const plan = useTelling(() => tell('POST /api/tickets/:no/plan', { no }, { for: planning.at() }), close)
  const title = t('oneTicket.form.plan.title')
  return (
    <Form label={title} layout="inset" submit={() => plan.mutate()} isBusy={plan.isPending} cancel={close}>
      <h2>{title}</h2>
      <PlanFields {...planning} />
      <FormFoot
        save={t(plan.isPending ? 'oneTicket.form.saving' : 'oneTicket.form.plan.save')}
        isBusy={plan.isPending}
        cancel={{ says: t('oneTicket.form.cancel'), run: close }}
      />
      <Refused error={plan.error} />
    </Form>
  )
}
