import { boolean, index, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'

const instant = (name: string) => timestamp(name, { withTimezone: true })

/**
 * What lists show, search and sort by of every set, one row each: what `listed_sets_now` says, kept. Written by
 * PostgreSQL alone: triggers on every table beneath mark what became stale, `refresh_listed_sets()` writes that anew.
 */
export const listedSets = pgTable(
  'listed_sets',
  {
    setId: uuid('set_id').primaryKey(),
    label: text('label').notNull(),
    kind: text('kind').notNull(),
    deviceNo: integer('device_no'),
    /** The state of the live device; null: there is none. */
    device: text('device'),
    presence: text('presence').notNull(),
    presenceSince: instant('presence_since'),
    camera: text('camera').notNull(),
    interface: text('interface'),
    agentVersion: text('agent_version'),
    simulated: boolean('simulated').notNull(),
    /** The code of the trajectory that it serves now. */
    trajectory: text('trajectory'),
    side: text('side'),
    pairedAt: instant('paired_at'),
    counsellorId: uuid('counsellor_id'),
    schoolLocationId: uuid('school_location_id'),
    placeCode: text('place_code'),
    placeName: text('place_name'),
    placeMunicipality: text('place_municipality'),
    /** Label, serials, trajectory and place, with a line between, as stickers are compared (`alike()`). */
    words: text('words').notNull(),
    presenceWas: text('presence_was'),
    cameraSince: instant('camera_since'),
    cameraWas: text('camera_was'),
    sound: text('sound').notNull(),
    soundSince: instant('sound_since'),
    soundWas: text('sound_was'),
  },
  table => [
    index('listed_sets_by_label').on(table.label),
    index('listed_sets_by_presence').on(table.presence, table.label),
    index('listed_sets_by_trajectory').on(table.trajectory, table.label),
    index('listed_sets_by_place').on(table.placeName, table.label),
    // All that the order of hearing needs of a set: the rows themselves are not looked at.
    index('listed_sets_by_device').on(table.deviceNo, table.label, table.setId),
    index('listed_sets_words').using('gin', table.words.op('gin_trgm_ops')),
  ],
)

/** What changed since it was last listed; of each row one column says what. */
export const staleSets = pgTable('stale_sets', {
  setId: uuid('set_id'),
  deviceNo: integer('device_no'),
  trajectoryId: uuid('trajectory_id'),
  locationId: uuid('location_id'),
})
