import { type RollUp, readingNames, readings } from '../../../protocol/report.ts'

const aggregates: Record<RollUp, (column: string) => string> = {
  mean: column =>
    asReal(`(sum(${column}::float8 * seconds) filter (where ${column} is not null)
    / nullif(sum(seconds::float8) filter (where ${column} is not null), 0))`),
  max: column => `max(${column})`,
  min: column => `min(${column})`,
}

/** What is too small for the column is nothing: one set that says so must not keep every hour from being rolled up. */
function asReal(value: string): string {
  return `case when abs(${value}) < 1e-37 then 0 else ${value} end`
}

const columns = readingNames.map(name => aggregates[readings[name].rollUp](`r.${name}`)).join(', ')
/** What a report says of loss does not count where the answers failed to come from us. */
const isOurs = `exists (select from line_outages o
  where o.from_at < r.measured_at and o.until_at > r.measured_at - r.seconds * interval '1 second')`
const columnsBesideOurs = columns.replaceAll(
  /r\.loss_\w+/g,
  name => `(case when ${isOurs} then null else ${name} end)`,
)

/**
 * SQL of what hours are by their reports; `touched` has rows (device_no, hour). `hasOutages`: some answers failed to
 * come from us; looked up for each report that costs as much as the rest, and most hours have none.
 */
export function hoursOf(
  touched: string,
  { oldest, hasOutages }: { oldest: string; hasOutages: boolean },
): string {
  return `select t.device_no, t.hour, count(*), sum(r.seconds), ${hasOutages ? columnsBesideOurs : columns}
    from ${touched} t join reports r on r.device_no = t.device_no
      and r.received_at >= t.hour
      and r.measured_at >= t.hour and r.measured_at < t.hour + interval '1 hour'
    where r.received_at >= ${oldest}
    group by t.device_no, t.hour`
}
