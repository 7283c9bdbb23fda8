import type { Objects, Rights } from '../support/features.ts'

export const rights: Rights = {
  components: ['s', 'siud'],
  sets: ['s(u)', 'siud'],
}

export const objects: Objects = {
  sets: ({ ground: { own, others }, whose }) =>
    ({ own: own.school.label, others: others.school.label, missing: 'KS-9999' })[whose],
}
