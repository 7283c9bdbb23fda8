import { useTranslation } from 'react-i18next'
import { readTime } from './civilTime.ts'
import { usePreferences } from './preferences.ts'
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

/** A time of the 24-hour clock whatever the browser is set to: "8", "830", "8.30", "9u45" and "half 9" will do. */
export function TimeField({ time, change, ...others }: Props) {
  const { t } = useTranslation()
  const { language } = usePreferences()
  return (
    <WrittenField
      {...others}
      kind="time"
      keeps
      required
      value={time}
      change={change}
      read={text => readTime(text, language)}
      write={written => written}
      explain={() => t('written.time')}
    />
  )
}
