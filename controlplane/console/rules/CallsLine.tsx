import { useTranslation } from 'react-i18next'
import { type Column, columns } from '../../signals/rules.ts'
import { priorities } from '../../tickets/symptom/rules.ts'
import { usePriorityWords } from '../parts/ticket/usePriorityWords.ts'
import type { FormProps } from './form.ts'
import classes from './rules.module.css'

/** Who is called for it: by when it happens, as how urgent. */
export function CallsLine({ rule, draft, change, isRead }: FormProps) {
  const { t } = useTranslation()
  const says = usePriorityWords()
  const held = (column: Column) =>
    column in draft.priorities ? draft.priorities[column]! : rule.priorities[column].value
  const choose = (column: Column, word: string) => {
    const chosen = priorities.find(each => String(each) === word) ?? null
    change({ ...draft, priorities: { ...draft.priorities, [column]: chosen } })
  }
  return (
    <div className={classes.calls}>
      {columns.map(column => (
        <label key={column}>
          {t(`rules.columnField.${column}`)}
          <select
            disabled={isRead}
            value={held(column) ?? ''}
            onChange={event => choose(column, event.currentTarget.value)}
          >
            {priorities.map(each => (
              <option key={each} value={each}>
                {says(each)}
              </option>
            ))}
            <option value="">{t('rules.noTicket')}</option>
          </select>
        </label>
      ))}
    </div>
  )
}
