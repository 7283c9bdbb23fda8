import { useRouterState } from '@tanstack/react-router'
import type { PageName } from './areas.ts'
import { pageAt } from './pages.ts'

/** The page of this address; an object belongs to its list. */
export function usePage(): PageName | undefined {
  return useRouterState({ select: ({ matches }) => pageAt(matches.at(-1)?.pathname ?? '/') })
}
