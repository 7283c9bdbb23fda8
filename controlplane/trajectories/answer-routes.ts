import type { FastifyReply, FastifyRequest } from 'fastify'
import type { PolicyName } from '../people/rules.ts'
import type { Viewer } from '../people/viewer/queries.ts'
import type { PersonalData } from '../platform/keys/personal-data.ts'
import type { Nudges } from '../platform/nudges.ts'
import type { Database } from '../platform/postgres/database.ts'
import { TrajectoryRefused } from './api.ts'
import { isTrajectoryOf } from './queries.ts'
import { type Refusal, trajectoryRefusals } from './refusal/rules.ts'

export type Parts = {
  sql: Database
  personal: PersonalData
  nudges: Nudges
  lessonsChanged(codes: readonly string[] | 'all'): Promise<void>
  now(): number
}

/** What a refused change answers. */
export const refused = {
  403: TrajectoryRefused,
  404: TrajectoryRefused,
  409: TrajectoryRefused,
  422: TrajectoryRefused,
}
export const done = { done: true } as const

/** About one trajectory: whose it is decides where a role reaches its own alone. */
export function ofOne(sql: Database, policy: PolicyName) {
  const isOwn = (request: FastifyRequest, accountId: string) =>
    isTrajectoryOf(sql, (request.params as { code: string }).code, accountId)
  return { policy, isOwn }
}

/** Who does something, and when. */
export function by({ accountId }: Viewer, now: () => number) {
  return { actor: accountId, now: now() }
}

/** Trajectories are given to others by who leads. */
export function mayGive({ roles }: Viewer): boolean {
  return roles.includes('lead') || roles.includes('admin')
}

/** A refusal in words. */
export function refuse(reply: FastifyReply, { refusal, where }: Refusal) {
  const { status, message, expected } = trajectoryRefusals[refusal]
  return reply.status(status).send({
    error: refusal,
    message: where ? `${message} ${where}.` : message,
    ...(where && { where }),
    expected,
  })
}
