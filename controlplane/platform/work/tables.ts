import { bigint, index, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core'

const instant = (name: string) => timestamp(name, { withTimezone: true })

/**
 * What must be done because something was committed; a row goes when its work is done. The same work may wait more
 * than once: nobody who writes waits for who wrote it before. `next_at`: not before, after it failed `tries` times.
 */
export const work = pgTable(
  'work',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    kind: text('kind').notNull(),
    key: text('key').notNull(),
    queuedAt: instant('queued_at').notNull(),
    nextAt: instant('next_at'),
    tries: integer('tries').notNull().default(0),
  },
  table => [index('work_by_kind').on(table.kind, table.id)],
)
