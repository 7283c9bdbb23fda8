import type { Objects, Rights } from '../support/features.ts'

export const rights: Rights = {
  locations: ['(s)', 'siud'],
}

export const objects: Objects = {
  locations: ({ ground: { own, others }, whose }) =>
    ({ own: `SCH-${own.school.label}`, others: `SCH-${others.school.label}`, missing: 'SCH-9999' })[whose],
}
