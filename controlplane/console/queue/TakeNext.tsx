import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Refused } from '../data/Refused.tsx'
import { takeNext } from '../parts/ticket/claim.ts'
import { useMay } from '../session/useMay.ts'
import { NowButton } from '../ui/NowButton.tsx'
import classes from './queue.module.css'
import { useFree } from './useFree.ts'

/** One press takes the most urgent ticket and opens it. */
export function TakeNext() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const navigate = useNavigate()
  const free = useFree()
  const { may } = useMay('workTickets')
  const take = useMutation({ networkMode: 'always', mutationFn: () => takeNext({ t, client, navigate }) })
  if (!may) return null
  return (
    <span className={classes.take}>
      <NowButton
        look="primary"
        disabled={take.isPending}
        whyNot={free?.all === 0 ? t('queue.allTaken') : undefined}
        onClick={() => take.mutate()}
      >
        {t('ticket.take')}
      </NowButton>
      <Refused error={take.error} />
    </span>
  )
}
