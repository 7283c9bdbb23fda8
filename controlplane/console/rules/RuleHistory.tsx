import { useTranslation } from 'react-i18next'
import { columns } from '../../signals/rules.ts'
import type { EditOfRule, RuleNow } from '../../signals/settings/api.ts'
import { priorities } from '../../tickets/symptom/rules.ts'
import { Refused } from '../data/Refused.tsx'
import { offerUndo } from '../data/undo.ts'
import { usePriorityWords } from '../parts/ticket/usePriorityWords.ts'
import { mayDo } from '../session/useMay.ts'
import { useMe } from '../session/useMe.ts'
import { Button } from '../ui/Button.tsx'
import { Moment } from '../ui/Moment.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'
import { type Changed, changesIn } from './changesIn.ts'
import { fieldsOf } from './draft.ts'
import classes from './rules.module.css'
import { useAmountWords } from './useAmountWords.ts'
import { useRevertRule, useRuleHistory } from './useRules.ts'

/** Who changed what of it, the newest first; each can be set back to. */
export function RuleHistory({ rule }: { rule: RuleNow }) {
  const { t } = useTranslation()
  const { roles } = useMe()
  const history = useRuleHistory(rule.name)
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = history
  const revert = useRevertRule(rule.name)
  const says = useChangeWords(rule)
  const edits = data?.pages.flatMap(page => page.edits)
  const setBack = (revision: number) =>
    revert.mutate(revision, {
      onSuccess: () =>
        offerUndo(t('rules.history.reverted', { revision }), () =>
          revert.mutateAsync(edits?.[0]?.revision ?? 0),
        ),
    })
  return (
    <section className={classes.part} aria-labelledby="rule-history">
      <h3 id="rule-history">{t('rules.history.title')}</h3>
      {error && <Refused what={t('rules.history.failed')} error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton rows={2} />}
      {edits?.length === 0 && <p className={ui.soft}>{t('rules.history.none')}</p>}
      <ol className={classes.edits}>
        {edits?.map(({ revision, at, by, edit }, place) => (
          <li key={revision}>
            <div>
              <p>{says(edit, edits[place + 1]?.edit ?? (hasNextPage ? undefined : {}))}</p>
              <p className={ui.soft}>
                {t('rules.history.by', { name: by.firstName || t('rules.somebody'), revision })} ·{' '}
                <Moment at={at} />
              </p>
            </div>
            {place === 0 ? (
              <span className={ui.soft}>{t('rules.history.holds')}</span>
            ) : (
              mayDo(roles, 'changeRules') && (
                <Button
                  look="quiet"
                  aria-label={t('rules.history.backOf', { revision })}
                  disabled={revert.isPending}
                  onClick={() => setBack(revision)}
                >
                  {t('rules.history.back')}
                </Button>
              )
            )}
          </li>
        ))}
      </ol>
      <Refused error={revert.error} />
      {hasNextPage && (
        <Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t(isFetchingNextPage ? 'rules.history.loading' : 'rules.history.more')}
        </Button>
      )}
    </section>
  )
}

/** "wachttijd 1 min → 90 s en in een les P1 nu → P2 straks". `before` undefined: it has not come. */
function useChangeWords(rule: RuleNow) {
  const { t } = useTranslation()
  const formats = useFormats()
  const words = useAmountWords()
  const prioritySays = usePriorityWords()
  const fields = fieldsOf(rule)
  const one = ({ what, was, is }: Changed): string => {
    if (what === 'on') return t(is === false ? 'rules.history.off' : 'rules.history.on')
    const column = columns.find(each => each === what)
    if (column !== undefined) {
      const { delivered } = rule.priorities[column]
      const said = (value: unknown) => {
        const known = priorities.find(each => each === (value === undefined ? delivered : value))
        return known === undefined ? t('rules.noTicket') : prioritySays(known)
      }
      return t('rules.history.from', { what: t(`rules.column.${column}`), was: said(was), is: said(is) })
    }
    const field = fields.find(({ name }) => name === what)
    const said = (value: unknown) => {
      const known = value ?? field?.amount.delivered
      return typeof known === 'number' && field ? words.said(known, field.unit) : t('rules.history.usual')
    }
    return t('rules.history.from', { what: words.name(what), was: said(was), is: said(is) })
  }
  return (edit: EditOfRule, before: EditOfRule | undefined): string => {
    if (Object.keys(edit).length === 0) return t('rules.history.asDelivered')
    return formats.all(changesIn(edit, before ?? {}).map(one))
  }
}
