import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { WeekHours } from '../../locations/hours/api.ts'

/** A week that is being changed. `base`: when what it started from was saved (ms since 1970 UTC; null: there was none). */
export type Draft = {
  week: WeekHours
  base: number | null
  past: readonly WeekHours[]
  isChanged: boolean
}

const pastMax = 100

/**
 * The week as somebody is changing it, kept while they look elsewhere in the console and dropped when they sign out.
 * Who would leave the console with unsaved changes is asked first.
 */
export function useDraft(code: string) {
  const client = useQueryClient()
  const key = ['timetable-draft', code]
  // The cache tells what changed a moment later, and keys come faster than that: it keeps, and does not lead.
  const [draft, setDraft] = useState(() => client.getQueryData<Draft>(key) ?? null)
  const isChanged = draft?.isChanged ?? false
  useEffect(() => {
    if (!isChanged) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', warn)
    return () => removeEventListener('beforeunload', warn)
  }, [isChanged])

  function keep(next: Draft | null) {
    setDraft(next)
    client.setQueryDefaults(key, { gcTime: Number.POSITIVE_INFINITY })
    if (next) client.setQueryData<Draft>(key, next)
    else client.removeQueries({ queryKey: key })
  }

  return {
    draft,
    start: (week: WeekHours, base: number | null) => keep({ week, base, past: [], isChanged: false }),
    change(week: WeekHours) {
      if (draft) keep({ ...draft, week, past: [...draft.past, draft.week].slice(-pastMax), isChanged: true })
    },
    stepBack() {
      const last = draft?.past.at(-1)
      if (draft && last) keep({ ...draft, week: last, past: draft.past.slice(0, -1) })
    },
    drop: () => keep(null),
  }
}
