import { useTranslation } from 'react-i18next'
import type { CalendarFileAnswer, WrongEvent } from '../../lessons/api.ts'
import { FoldingTable } from '../ui/FoldingTable.tsx'
import ui from '../ui/ui.module.css'
import { useFormats } from '../ui/useTexts.ts'

const columns = ['event', 'line', 'wrong', 'value', 'outcome'] as const
type Column = (typeof columns)[number]

/** Event by event what could not be read, or only with a doubt, so that it can be mended where it came from. */
export function WrongEvents({ answer: { wrong, wrongCount } }: { answer: CalendarFileAnswer }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const says = (one: WrongEvent, column: Column) => {
    if (column === 'event') return one.event || t('lessons.calendar.nameless')
    if (column === 'line') return formats.number(one.line)
    if (column === 'wrong') return t(`lessons.calendar.why.${one.wrong}`, { property: one.property ?? '' })
    if (column === 'value') return one.value ?? ''
    return t(one.isRead ? 'lessons.calendar.read' : 'lessons.calendar.unread')
  }
  return (
    <>
      <h4>{t('lessons.calendar.wrong')}</h4>
      {wrong.length < wrongCount && (
        <p className={ui.soft}>
          {t('lessons.calendar.wrongMore', {
            shown: formats.number(wrong.length),
            total: formats.number(wrongCount),
          })}
        </p>
      )}
      <FoldingTable
        label={t('lessons.calendar.wrong')}
        columns={columns.map(id => ({
          id,
          head: t(`lessons.calendar.columns.${id}`),
          isShort: id === 'line' || id === 'outcome',
        }))}
        rows={wrong}
        keyOf={one => `${one.line} ${one.wrong} ${one.property}`}
        cell={says}
      />
    </>
  )
}
