import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { HeartbeatForm } from '../../integration/heartbeat/api.ts'
import type { NewToken } from '../../integration/token/api.ts'
import type { WebhookForm } from '../../integration/webhook/api.ts'
import { ask, tell } from '../data/fetch.ts'

export function useWebhook() {
  return useQuery({ queryKey: ['webhook'], queryFn: ({ signal }) => ask('/api/webhook', {}, {}, signal) })
}

export function useTokens() {
  return useQuery({ queryKey: ['tokens'], queryFn: ({ signal }) => ask('/api/tokens', {}, {}, signal) })
}

export function useHeartbeat() {
  return useQuery({ queryKey: ['heartbeat'], queryFn: ({ signal }) => ask('/api/heartbeat', {}, {}, signal) })
}

/** What somebody does here; the answer to this question is asked again afterwards. */
function useDeed<Given, Answer>(question: string, deed: (given: Given) => Promise<Answer>) {
  const client = useQueryClient()
  return useMutation({
    networkMode: 'always',
    mutationFn: deed,
    onSettled: () => client.invalidateQueries({ queryKey: [question] }),
  })
}

export const useSaveWebhook = () =>
  useDeed('webhook', (form: WebhookForm) => tell('PUT /api/webhook', {}, form))
export const useRotateSecret = () => useDeed('webhook', () => tell('POST /api/webhook/secret', {}, {}))
export const useTestWebhook = () => useDeed('webhook', () => tell('POST /api/webhook/test', {}, {}))
export const useRetryDelivery = () =>
  useDeed('webhook', (id: string) => tell('POST /api/webhook/deliveries/:id/retry', { id }, {}))
export const useMakeToken = () => useDeed('tokens', (form: NewToken) => tell('POST /api/tokens', {}, form))
export const useRevokeToken = () =>
  useDeed('tokens', (id: string) => tell('DELETE /api/tokens/:id', { id }, {}))
export const useSaveHeartbeat = () =>
  useDeed('heartbeat', (form: HeartbeatForm) => tell('PUT /api/heartbeat', {}, form))
