import { randomBytes } from 'node:crypto'
import type { Asked } from '../support/every-route-asked.ts'
import type { Objects, Rights } from '../support/features.ts'

export const rights: Rights = {
  certificates: ['siud', 'siud'],
  enrolment_tokens: ['siud', 'siud'],
}

export const objects: Objects = {
  'enrolment-tokens': putCode,
}

async function putCode({ ground: { plane, own, others }, whose }: Asked): Promise<string> {
  if (whose === 'missing') return crypto.randomUUID()
  const { label } = whose === 'own' ? own.home : others.home
  const [row] = await plane.sql<{ id: string }[]>`
    insert into enrolment_tokens (set_id, hash, issued_at, expires_at)
    select id, ${randomBytes(32).toString('hex')}, now(), now() + interval '1 day' from sets where label = ${label}
    returning id`
  return row!.id
}
