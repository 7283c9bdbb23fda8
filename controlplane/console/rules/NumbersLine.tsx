import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTried } from '../ui/tried.ts'
import ui from '../ui/ui.module.css'
import { type Field, fieldsOf, type Problem, readField } from './draft.ts'
import type { FormProps } from './form.ts'
import { Gap } from './Gap.tsx'
import { sentenceOf } from './gaps.ts'
import { Pieces } from './RuleSentence.tsx'
import classes from './rules.module.css'
import { useAmountWords } from './useAmountWords.ts'

type Props = FormProps & { usual: { lesson: number; otherwise: number } }

/** What a rule sees, how long it must last and when it is over, with each number a field; its bounds stand below. */
export function NumbersLine({ rule, draft, change, isRead, usual }: Props) {
  const { t } = useTranslation()
  const id = useId()
  const isTried = useTried()
  const [at, setAt] = useState<string>()
  const fields = fieldsOf(rule)
  const text = ([`rules.when.${rule.name}`, 'rules.counts', 'rules.over'] as const)
    .map(key => sentenceOf(t, key))
    .join(' ')
  const focused = fields.find(({ name }) => name === at)
  const wrong = fields.flatMap(field => {
    const { problem } = readField(field, draft)
    return problem !== undefined && (isTried || field.name !== at) ? [{ field, problem }] : []
  })
  return (
    <>
      <p className={classes.sentence}>
        <Pieces
          text={text}
          gap={name => {
            const field = fields.find(each => each.name === name)!
            return (
              <Gap
                field={field}
                text={draft.texts[name]}
                type={typed => change({ ...draft, texts: { ...draft.texts, [name]: typed } })}
                problem={readField(field, draft).problem}
                describedBy={`${id}-bounds`}
                isRead={isRead}
                focus={isIn => setAt(isIn ? name : undefined)}
              />
            )
          }}
        />
      </p>
      <p id={`${id}-bounds`} className={`${ui.soft} ${classes.bounds}`}>
        <Bounds field={focused} isRead={isRead} usual={usual} />
      </p>
      {wrong.map(({ field, problem }) => (
        <p key={field.name} role="alert" className={ui.failure}>
          <Wrong field={field} problem={problem} />
        </p>
      ))}
    </>
  )
}

/** Between what the number that has the focus may lie; nothing moves when another one gets it. */
function Bounds({ field, isRead, usual }: Pick<Props, 'isRead' | 'usual'> & { field: Field | undefined }) {
  const { t } = useTranslation()
  const { said, name, time } = useAmountWords()
  if (field === undefined) return isRead ? null : t('rules.boundsNext')
  const { unit, amount } = field
  const { min, max, delivered } = amount
  const bounds = t('rules.bounds', {
    what: capital(name(field.name)),
    min: said(min, unit),
    max: said(max, unit),
    delivered: delivered === null ? t('rules.usual') : said(delivered, unit),
  })
  if (delivered !== null) return bounds
  const [lesson, otherwise] = [time(usual.lesson), time(usual.otherwise)]
  return `${bounds} ${t('rules.usualWhy', { lesson, otherwise })}`
}

function Wrong({ field, problem }: { field: Field; problem: Problem }) {
  const { t } = useTranslation()
  const { said, name } = useAmountWords()
  const { unit, amount } = field
  const what = capital(name(field.name))
  if (problem === 'outside')
    return t('rules.outside', { what, min: said(amount.min, unit), max: said(amount.max, unit) })
  return t(unit === 'seconds' || unit === 'minutes' ? 'rules.unreadTime' : 'rules.unreadNumber', { what })
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
