import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RuleNow } from '../../signals/settings/api.ts'
import { Refused } from '../data/Refused.tsx'
import { offerUndo } from '../data/undo.ts'
import { useMay } from '../session/useMay.ts'
import { Button } from '../ui/Button.tsx'
import { Check } from '../ui/Check.tsx'
import { Form } from '../ui/Form.tsx'
import { NowButton } from '../ui/NowButton.tsx'
import { Row } from '../ui/Row.tsx'
import ui from '../ui/ui.module.css'
import { CallsLine } from './CallsLine.tsx'
import { editOf, fieldsOf, isSameEdit, noDraft, readField } from './draft.ts'
import type { FormProps } from './form.ts'
import { NumbersLine } from './NumbersLine.tsx'
import { isEdited } from './RuleList.tsx'
import classes from './rules.module.css'
import { useResetRule, useRevertRule, useSaveRule } from './useRules.ts'

type Props = Omit<FormProps, 'isRead'> & { usual: { lesson: number; otherwise: number } }

/** A rule as a sentence of which the numbers are fields; nothing changes before it is saved. */
export function RuleForm({ rule, usual, draft, change }: Props) {
  const { t } = useTranslation()
  const mayChange = useMay('changeRules')
  const { save, reset, revert } = useSaving(rule, () => change(noDraft))
  const isRead = !mayChange.may
  const hasProblem = fieldsOf(rule).some(field => readField(field, draft).problem !== undefined)
  const isChanged = hasProblem || !isSameEdit(editOf(rule, draft), editOf(rule, noDraft))
  const isBusy = save.isPending || reset.isPending
  const isOn = draft.isOn ?? rule.isOn
  const form = { rule, draft, change, isRead }
  return (
    <Form
      layout="plain"
      label={t(`ticket.symptom.${rule.name}`)}
      isBusy={isRead || !isChanged || isBusy}
      submit={() => save.run(editOf(rule, draft))}
      cancel={() => change(noDraft)}
    >
      <NumbersLine {...form} usual={usual} />
      <CallsLine {...form} />
      <fieldset disabled={isRead} className={classes.plain}>
        <Check checked={isOn} onChange={isOn => change({ ...draft, isOn })}>
          {t('rules.on')}
        </Check>
        {!isOn && <p className={ui.soft}>{t('rules.offWhy')}</p>}
      </fieldset>
      <Elsewhere rule={rule} isChanged={isChanged} />
      <Row>
        <NowButton
          type="submit"
          look="primary"
          disabled={!isChanged || isBusy}
          whyNot={mayChange.may ? undefined : mayChange.reason}
        >
          {t(save.isPending ? 'rules.saving' : 'rules.save')}
        </NowButton>
        {isChanged && (
          <Button look="quiet" onClick={() => change(noDraft)}>
            {t('rules.discard')}
          </Button>
        )}
        {!isRead && !isChanged && (
          <NowButton
            look="quiet"
            disabled={isBusy}
            whyNot={isEdited(rule) ? undefined : t('rules.isDelivered')}
            onClick={reset.run}
          >
            {t('rules.reset')}
          </NowButton>
        )}
      </Row>
      <Refused error={save.error ?? reset.error ?? revert.error} />
    </Form>
  )
}

/** Saves, sets as delivered, and offers to put back what was before. */
function useSaving({ name, lastEdit }: RuleNow, done: () => void) {
  const { t } = useTranslation()
  const [save, reset, revert] = [useSaveRule(name), useResetRule(name), useRevertRule(name)]
  const rule = t(`ticket.symptom.${name}`)
  const putBack = () => revert.mutateAsync(lastEdit?.revision ?? 0)
  const offering = (says: string) => () => {
    offerUndo(says, putBack)
    done()
  }
  return {
    revert,
    save: {
      ...save,
      run: (edit: Parameters<typeof save.mutate>[0]) =>
        save.mutate(edit, { onSuccess: offering(t('rules.saved', { rule })) }),
    },
    reset: {
      ...reset,
      run: () => reset.mutate(undefined, { onSuccess: offering(t('rules.history.isReset', { rule })) }),
    },
  }
}

/** While somebody edits, a colleague may change the same rule: saving sets the numbers that stand here. */
function Elsewhere({ rule: { lastEdit }, isChanged }: { rule: RuleNow; isChanged: boolean }) {
  const { t } = useTranslation()
  const revision = lastEdit?.revision
  const [began, setBegan] = useState(revision)
  if (!isChanged && began !== revision) setBegan(revision)
  if (!isChanged || began === revision) return null
  const name = lastEdit?.by.firstName || t('rules.somebody')
  return <p role="status">{t('rules.elsewhere', { name })}</p>
}
