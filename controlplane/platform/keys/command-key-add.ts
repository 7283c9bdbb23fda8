import { realClock } from '../clock.ts'
import { StartRefused } from '../start-refused.ts'
import { makeKey } from './command-key.ts'
import { commandKeyFile } from './command-key-file.ts'

const usage = 'Say which data directory: npm run command-key -- /var/lib/setwacht\n'

/** The operator's way to a new command key. It is used from the next start of the control plane on. */
async function main([dataDir]: string[]): Promise<string> {
  if (dataDir === undefined) throw new StartRefused(usage)
  const kept = commandKeyFile.read(dataDir)
  if (kept === undefined) {
    throw new StartRefused(`There is no command key in ${dataDir} yet. The first start makes one.\n`)
  }
  const key = await makeKey(realClock.now())
  await commandKeyFile.replace(dataDir, [key, ...kept])
  return `Command key ${key.kid} is added. Start the control plane again: sets get it when they connect.\n`
}

try {
  process.stdout.write(await main(process.argv.slice(2)))
} catch (failure) {
  if (!(failure instanceof StartRefused)) throw failure
  process.stderr.write(failure.message)
  process.exitCode = 1
}
