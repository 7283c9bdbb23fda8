import { randomUUID } from 'node:crypto'
import type { Asked } from '../support/every-route-asked.ts'
import type { Objects, Rights } from '../support/features.ts'
import { tellAs } from '../support/people.ts'

export const rights: Rights = {
  api_tokens: ['', 'siu'],
  heartbeats: ['', 'siu'],
  webhook_deliveries: ['i', 'siu'],
  webhooks: ['(s)', 'siu'],
}

/** Tickets are told to a place that nobody reaches. */
export async function layWebhook({ ground: { everybody } }: Pick<Asked, 'ground'>): Promise<void> {
  const address = 'https://hooks.invalid/setwacht'
  await tellAs(everybody, '/api/webhook', { address, isOn: true, kinds: ['ticket_opened'] }, 'PUT')
}

export const objects: Objects = {
  async deliveries(asked) {
    if (asked.whose === 'missing') return randomUUID()
    await layWebhook(asked)
    const { delivery } = await (await tellAs(asked.ground.everybody, '/api/webhook/test')).json()
    return delivery
  },
}
