import { useTranslation } from 'react-i18next'
import { Why } from './Why.tsx'

/** Why a ticket is there: beside what happened to it. */
export function WhyTicket({ no }: { no: string }) {
  const { t } = useTranslation()
  return <Why of={{ ticket: no }} says={t('why.ofTicket')} />
}
