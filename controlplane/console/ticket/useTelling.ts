import { useMutation, useQueryClient } from '@tanstack/react-query'
import { refreshTickets } from '../parts/ticket/claim.ts'

/** Does something with a ticket; done when the page has what it is like afterwards. */
export function useTelling<Input = void>(tellIt: (input: Input) => Promise<unknown>, done: () => void) {
  const client = useQueryClient()
  return useMutation({
    networkMode: 'always',
    mutationFn: (input: Input) => tellIt(input).finally(() => refreshTickets(client)),
    onSuccess: done,
  })
}
