import { useRouterState } from '@tanstack/react-router'

/** The address of this page, for an address to come back to. */
export function useHere(): string {
  return encodeURIComponent(useRouterState({ select: ({ location }) => location.href }))
}
