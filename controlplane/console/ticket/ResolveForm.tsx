import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { causes, fixers, solutions } from '../../tickets/rules.ts'
import { refusalOf, tell } from '../data/fetch.ts'
import { Refused } from '../data/Refused.tsx'
import { offerUndo } from '../data/undo.ts'
import { refreshTickets, takeNext } from '../parts/ticket/claim.ts'
import { usePageKeys } from '../session/pageKeys.ts'
import { Button } from '../ui/Button.tsx'
import { Form } from '../ui/Form.tsx'
import { Row } from '../ui/Row.tsx'
import { Chips } from './Chips.tsx'
import { likely } from './likely.ts'
import { reopen } from './moves.ts'
import type { FormProps } from './panels.ts'

/** What it was, what helped and how, filled in with what is most likely; then on with the next, if one wants. */
export function ResolveForm({ ticket: { ticket }, close }: FormProps) {
  const { t } = useTranslation()
  const [solved, setSolved] = useState(() => likely(ticket))
  const change = (part: Partial<typeof solved>) => setSolved(solved => ({ ...solved, ...part }))
  const resolve = useResolve(String(ticket.no), close)
  const isNext = resolve.isPending && resolve.variables.next
  const next = () => !resolve.isPending && resolve.mutate({ ...solved, next: true })
  usePageKeys([{ key: 'v', says: t('oneTicket.form.resolve.next'), run: next }])
  return (
    <Form
      label={t('oneTicket.form.resolve.title')}
      layout="inset"
      submit={() => resolve.mutate({ ...solved, next: false })}
      isBusy={resolve.isPending}
      cancel={close}
    >
      <h2>{t('oneTicket.form.resolve.title')}</h2>
      <Chips
        isFirst
        label={t('oneTicket.form.resolve.cause')}
        options={causes}
        says={cause => t(`oneTicket.cause.${cause}`)}
        chosen={solved.cause}
        choose={cause => change({ cause })}
      />
      <Chips
        label={t('oneTicket.form.resolve.solution')}
        options={solutions}
        says={solution => t(`oneTicket.solution.${solution}`)}
        chosen={solved.solution}
        choose={solution => change({ solution })}
      />
      <Chips
        label={t('oneTicket.form.resolve.fixedBy')}
        options={fixers}
        says={fixer => t(`oneTicket.fixer.${fixer}`)}
        chosen={solved.fixedBy}
        choose={fixedBy => change({ fixedBy })}
      />
      <Row>
        <Button type="submit" look="primary" disabled={resolve.isPending}>
          {t(resolve.isPending && !isNext ? 'oneTicket.form.saving' : 'oneTicket.form.resolve.save')}
        </Button>
        <Button disabled={resolve.isPending} onClick={next}>
          {t(isNext ? 'oneTicket.form.saving' : 'oneTicket.form.resolve.next')}
        </Button>
        <Button look="quiet" onClick={close}>
          {t('oneTicket.form.cancel')}
        </Button>
      </Row>
      <Refused error={resolve.error} />
    </Form>
  )
}

type Solving = ReturnType<typeof likely> & { next: boolean }

/** Resolves, and takes the next; when there is none, the queue says so. */
function useResolve(no: string, close: () => void) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    networkMode: 'always',
    async mutationFn({ next, ...solved }: Solving) {
      await tell('POST /api/tickets/:no/resolve', { no }, solved)
      if (!next) return true
      return takeNext({ t, client, navigate }).catch((error: unknown) => {
        if (refusalOf(error) !== 'nothing_to_claim') throw error
        void navigate({ to: '/tickets', search: {} })
      })
    },
    async onSuccess(_answer, { next }) {
      void refreshTickets(client)
      offerUndo(t('oneTicket.done.resolve', { no }), () => reopen(no, { client }))
      if (!next) close()
    },
  })
}
