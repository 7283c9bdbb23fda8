import type { Shape } from '../ui/words.ts'
import type { nl } from './nl.ts'

export const en = {
  admin: {
    devices: {
      failed: 'We cannot fetch the devices.',
      all_one: '{{number}} set, no device to check',
      all_other: '{{number}} sets, no device to check',
      questioned_one: '{{number}} device to check',
      questioned_other: '{{number}} devices to check',
      found_one: '{{number}} set found',
      found_other: '{{number}} sets found',
      none: 'No set found',
      noneNext: 'Nothing to decide with these filters.',
      emptyTitle: 'No sets yet',
      emptyNext: 'A set appears here once it is registered.',
      search: 'Search by label or trajectory',
      filter: 'What is to be decided',
      concern: {
        questioned: 'to check',
        ending: 'certificate ends',
        none: 'without device',
        code: 'code waits',
      },
      clear: 'Clear filters',
      table: 'Sets and their device',
      columns: {
        label: 'Set',
        kind: 'Kind',
        trajectory: 'Trajectory',
        device: 'Device',
        presence: 'Link',
        certificate: 'Certificate until',
        code: 'Code until',
      },
      noDevice: 'no device',
      ended: 'ended on {{day}}',
    },
  },
} as const satisfies Shape<typeof nl>
