import { useSyncExternalStore } from 'react'

export const languages = ['nl', 'en'] as const
export type Language = (typeof languages)[number]

export type Preferences = { language: Language; shortcuts: boolean }

const storageKey = 'setwacht-preferences'

const listeners = new Set<() => void>()
let current = read()

function read(): Preferences {
  const stored = parsed(globalThis.localStorage?.getItem(storageKey) ?? null)
  const language = languages.find(language => language === stored.language)
  return { language: language ?? 'nl', shortcuts: stored.shortcuts !== false }
}

/** A browser may hold anything under our key; what is not ours counts as nothing remembered. */
function parsed(text: string | null): { language?: unknown; shortcuts?: unknown } {
  if (text === null) return {}
  try {
    return Object(JSON.parse(text))
  } catch {
    return {}
  }
}

export function preferences(): Preferences {
  return current
}

export function setPreferences(change: Partial<Preferences>) {
  current = { ...current, ...change }
  localStorage.setItem(storageKey, JSON.stringify(current))
  for (const listener of listeners) listener()
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, preferences)
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
