import { createAuthority } from './create.ts'
import { AuthorityRefused } from './refused.ts'
import { renewServer, rotateDevices } from './rotate.ts'
import { type Command, readSettings, type Settings, usage } from './settings.ts'
import { describeAuthority } from './show.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)
const step = (what: string) => say(`- ${what}`)
const restart = 'The control plane uses it from its next start on.'

type Run = (settings: Settings, now: number) => Promise<void>

const runs: Record<Command, Run> = {
  async create({ folder, names }, now) {
    await createAuthority({ folder, names, now, step })
    say('')
    await show(folder, now)
    say(restart)
  },
  show: ({ folder }, now) => show(folder, now),
  async rotate({ folder }, now) {
    await rotateDevices({ folder, now, step })
    say(`Done. ${restart} Sets keep their certificates; the next one of each is signed by the new one.`)
  },
  async server({ folder, names }, now) {
    await renewServer({ folder, names, now, step })
    say(`Done. ${restart} Sets trust it without a change.`)
  },
}

async function show(folder: string, now: number): Promise<void> {
  for (const line of await describeAuthority(folder, now)) say(line)
}

async function main(args: readonly string[]): Promise<void> {
  if (args.length === 0 || args.includes('--help')) {
    say(usage)
    return
  }
  try {
    const settings = readSettings(args)
    await runs[settings.command](settings, Date.now())
  } catch (failure) {
    if (!(failure instanceof AuthorityRefused)) throw failure
    process.stderr.write(`${failure.message}\n`)
    process.exitCode = 1
  }
}

await main(process.argv.slice(2))
