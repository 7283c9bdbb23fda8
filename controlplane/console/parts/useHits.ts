import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'

const typingMs = 150

/** `rows` of other words are shown while those of what stands there are on their way, so that the list does not flicker. */
export type Hits<Row> = { rows: readonly Row[]; state: 'searching' | 'found' | 'none' | 'failed' }

type Asked<Row> = {
  /** The first word names what is asked, for the news that makes it old. */
  key: readonly [string, ...string[]]
  text: string
  ask: (q: string, signal: AbortSignal) => Promise<readonly Row[]>
}

/** What is found for what stands in a field. */
export function useHits<Row>({ key, text, ask }: Asked<Row>): Hits<Row> {
  const typed = text.trim()
  const [q] = useDebouncedValue(typed, typingMs)
  const { data, isError, isPlaceholderData } = useQuery({
    queryKey: [...key, q],
    queryFn: ({ signal }) => ask(q, signal),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  })
  const isCurrent = q !== '' && q === typed && !isPlaceholderData
  if (isCurrent && isError) return { rows: [], state: 'failed' }
  if (!isCurrent || !data) return { rows: data ?? [], state: 'searching' }
  return { rows: data, state: data.length === 0 ? 'none' : 'found' }
}
