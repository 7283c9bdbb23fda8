import { useTranslation } from 'react-i18next'
import { readTime } from './civilText.ts'
import { WrittenField } from './WrittenField.tsx'

type Props = {
  label: string
  /** "HH:MM". */
  time: string
  /** What is typed, once it is a time. */
  change: (time: string) => void
  /** Id of what says that the time cannot be; undefined: it can. */
  describedBy: string | undefined
}

/** A time of the 24-hour clock whatever the browser is set to: "8", "830", "8.30" and "9u45" will do. */
export function TimeField({ time, change, ...others }: Props) {
  const { t } = useTranslation()
  return (
    <WrittenField
      {...others}
      kind="time"
      keeps
      required
      value={time}
      change={change}
      read={readTime}
      write={written => written}
      explain={() => t('written.time')}
    />
  )
}
