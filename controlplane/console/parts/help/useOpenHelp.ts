import { useQuery } from '@tanstack/react-query'
import type { HelpCase } from '../../../help/api.ts'
import { ask } from '../../data/fetch.ts'

const none: readonly HelpCase[] = []

/** Everybody who asks for help at a set now, who asks longest first. */
export function useOpenHelp(): readonly HelpCase[] {
  const { data } = useQuery({
    queryKey: ['open-help'],
    queryFn: ({ signal }) => ask('/api/help', {}, {}, signal),
  })
  return data?.cases ?? none
}
