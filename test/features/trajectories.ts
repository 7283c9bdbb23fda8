import { codeOf } from '../support/every-route-objects.ts'
import type { Objects, Rights } from '../support/features.ts'

export const rights: Rights = {
  milestones: ['', 'siud'],
  open_pairs: ['s', 's'],
  pair_sets: ['s', 'siud'],
  pauses: ['s', 'siud'],
  trajectories: ['(s)', 'siud'],
}

export const objects: Objects = {
  trajectories: codeOf,
}
