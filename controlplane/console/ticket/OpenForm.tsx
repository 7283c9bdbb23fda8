import { useNavigate, useSearch } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import type { TicketDetail } from '../../tickets/api.ts'
import { mayDo } from '../session/useMay.ts'
import { useMe } from '../session/useMe.ts'
import { takeLostFocusTo } from '../ui/focus.ts'
import { firstActId } from './ActBar.tsx'
import type { FormName } from './address.ts'
import { CancelForm } from './CancelForm.tsx'
import { JoinForm } from './JoinForm.tsx'
import { whyNot, whyNotLess, whyNotLink } from './known.ts'
import { LowerForm } from './LowerForm.tsx'
import { PlanForm } from './PlanForm.tsx'
import type { FormProps } from './panels.ts'
import { ResolveForm } from './ResolveForm.tsx'
import { WaitForm } from './WaitForm.tsx'

const forms: Record<FormName, ComponentType<FormProps>> = {
  resolve: ResolveForm,
  wait: WaitForm,
  plan: PlanForm,
  cancel: CancelForm,
  lower: LowerForm,
  merge: props => <JoinForm {...props} how="merge" />,
  link: props => <JoinForm {...props} how="link" />,
}

const may: Record<FormName, (ticket: TicketDetail) => unknown> = {
  resolve: whyNot('resolve'),
  wait: whyNot('wait'),
  plan: whyNot('plan'),
  cancel: whyNot('cancel'),
  lower: whyNotLess,
  merge: whyNot('merge'),
  link: whyNotLink,
}

/** What the address says is asked; what cannot be done any more is asked of nobody. */
export function OpenForm({ ticket }: { ticket: TicketDetail }) {
  const { roles } = useMe()
  const { act } = useSearch({ from: '/tickets/$no' })
  const navigate = useNavigate({ from: '/tickets/$no' })
  if (act === undefined || !mayDo(roles, 'workTickets') || may[act](ticket) !== undefined) return null
  const Form = forms[act]
  const close = () => {
    void navigate({ search: {}, replace: true, resetScroll: false })
    takeLostFocusTo(firstActId)
  }
  return <Form key={act} ticket={ticket} close={close} />
}
