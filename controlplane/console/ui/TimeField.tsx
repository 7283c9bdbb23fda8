import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import admin from './lists.module.css'
import ui from './ui.module.css'
import { readTime } from './wallClock.ts'

type Props = {
  label: string
  /** "HH:MM". */
  time: string
  /** Id of what says that the time cannot be; undefined: it can. */
  describedBy: string | undefined
  change: (time: string) => void
}

/** A time of the 24-hour clock whatever the browser is set to: "8", "830" and "8:30" will do. */
export function TimeField({ label, time, describedBy, change }: Props) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState({ of: time, text: time })
  if (typed.of !== time) setTyped({ of: time, text: time })
  return (
    <label className={admin.field}>
      {label}
      <input
        className={ui.input}
        inputMode="numeric"
        autoComplete="off"
        required
        maxLength={5}
        pattern="([01]?[0-9]|2[0-3])([:.]?[0-5][0-9])?"
        title={t('admin.duty.notTime')}
        value={typed.text}
        aria-invalid={describedBy !== undefined}
        aria-describedby={describedBy}
        onChange={event => {
          const text = event.currentTarget.value
          const read = readTime(text)
          setTyped({ of: read ?? time, text })
          if (read !== undefined) change(read)
        }}
        onBlur={() => setTyped({ of: time, text: readTime(typed.text) ?? typed.text })}
      />
    </label>
  )
}
