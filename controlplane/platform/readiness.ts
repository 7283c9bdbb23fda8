import type { Database } from './postgres/database.ts'

/** The database has this long to answer; a screen should know within seconds. */
const answerWithinMs = 2000

type Parts = {
  intake: { failingSince(): number | undefined; refused(): number }
  schedule: { failing(): string[] }
  stun: { silentSince(): number | undefined }
}

/** What keeps this process from doing its work, in words; empty: ready. */
export async function findProblems(sql: Database, { intake, schedule, stun }: Parts): Promise<string[]> {
  const problems = schedule.failing().map(name => `a scheduled job fails: ${name}`)
  const since = intake.failingSince()
  if (since !== undefined) problems.push(`messages cannot be stored since ${instant(since)}`)
  const refused = intake.refused()
  if (refused > 0) problems.push(`the database refuses messages that sets keep sending: ${refused}`)
  const silent = stun.silentSince()
  if (silent !== undefined) problems.push(`the STUN responder does not answer since ${instant(silent)}`)
  if (!(await answers(sql))) problems.push('the database does not answer')
  return problems
}

const instant = (at: number) => new Date(at).toISOString()

async function answers(sql: Database): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>(resolve => {
    timer = setTimeout(resolve, answerWithinMs, false)
  })
  const answer = sql`select 1`.then(
    () => true,
    () => false,
  )
  return Promise.race([answer, late]).finally(() => clearTimeout(timer))
}
