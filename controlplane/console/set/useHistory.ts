import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useSeries } from '../parts/useSeries.ts'
import { parseSetAddress, type SetAddress } from './address.ts'

export type SetHistory = ReturnType<typeof useHistory>

/** How it went in the span or on the day of the address, and the moment at which a hand points in all of its pictures. */
export function useHistory(label: string) {
  const { span = 'hour', day } = useSearch({ from: '/sets/$label' })
  const navigate = useNavigate({ from: '/sets/$label' })
  const { data: series, error, refetch, isPlaceholderData } = useSeries(label, { span, ...(day && { day }) })
  const [pointed, setPointed] = useState<number>()
  const at = pointed === undefined ? undefined : series?.at[pointed]
  const show = (change: { [Name in keyof SetAddress]: SetAddress[Name] | undefined }) =>
    void navigate({
      search: old => parseSetAddress({ ...old, ...change }),
      replace: true,
      resetScroll: false,
    })
  return {
    ...{ span, day, show, series, error, refetch, at, setPointed },
    isOld: isPlaceholderData,
    point: at === undefined ? undefined : pointed,
  }
}
