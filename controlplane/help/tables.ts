import { sql } from 'drizzle-orm'
import { index, integer, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { sets } from '../sets/tables.ts'
import { trajectories } from '../trajectories/tables.ts'

const instant = (name: string) => timestamp(name, { withTimezone: true })

/** Somebody at a set asks for help until a person closes it. At most one open a set: further presses join it. */
export const helpCases = pgTable(
  'help_cases',
  {
    id: uuid('id').primaryKey().default(sql`uuidv7()`),
    setId: uuid('set_id')
      .notNull()
      .references(() => sets.id),
    /** whom the set served then; null: nobody */
    trajectoryId: uuid('trajectory_id').references(() => trajectories.id),
    /** when we heard of it; the presses have their own times */
    openedAt: instant('opened_at').notNull(),
    firstPressAt: instant('first_press_at').notNull(),
    lastPressAt: instant('last_press_at').notNull(),
    seenAt: instant('seen_at'),
    takenAt: instant('taken_at'),
    /** the account that helps */
    takenBy: uuid('taken_by'),
    closedAt: instant('closed_at'),
    closedBy: uuid('closed_by'),
    /** what it was, as who closed it says: one of `helpOutcomes` */
    outcome: text('outcome'),
    /** every press of it was withdrawn on the set before a person took it */
    withdrawnAt: instant('withdrawn_at'),
  },
  table => [
    uniqueIndex('help_cases_open').on(table.setId).where(sql`closed_at is null and withdrawn_at is null`),
    index('help_cases_by_opening').on(table.openedAt),
  ],
)

/** Each press once, however often and in whatever order it and its withdrawal arrive. Kept 90 days. */
export const helpPresses = pgTable(
  'help_presses',
  {
    press: uuid('press').primaryKey(),
    deviceNo: integer('device_no').notNull(),
    caseId: uuid('case_id').references(() => helpCases.id),
    picture: text('picture').notNull(),
    by: text('by').notNull(),
    language: text('language').notNull(),
    pressedAt: instant('pressed_at').notNull(),
    receivedAt: instant('received_at').notNull(),
    withdrawnAt: instant('withdrawn_at'),
  },
  table => [
    index('help_presses_by_case').on(table.caseId),
    index('help_presses_by_device').on(table.deviceNo, table.receivedAt),
  ],
)
