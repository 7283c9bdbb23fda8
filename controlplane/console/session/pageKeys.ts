import { useEffect } from 'react'

/** What a key does on the page that is shown, instead of what it does anywhere. `says`: in words. */
export type PageKey = { key: string; says: string; run: () => void }

const shown: { keys: readonly PageKey[] }[] = []

/** Those of the part of the page that came last go first. */
export function pageKeys(): readonly PageKey[] {
  return shown.flatMap(({ keys }) => keys)
}

/** Keys of a part of a page, as long as it is there. */
export function usePageKeys(keys: readonly PageKey[]): void {
  useEffect(() => {
    const mine = { keys }
    shown.unshift(mine)
    return () => void shown.splice(shown.indexOf(mine), 1)
  })
}
