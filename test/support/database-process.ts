import { startEmbeddedDatabase } from '../../controlplane/platform/postgres/embedded.ts'
import { StartRefused } from '../../controlplane/platform/start-refused.ts'

// What a control plane does with its database, as a process of its own that a test can kill.
// Writes one line: { url } or { refused }; SIGTERM stops it cleanly. An architecture may be named to stand on a system without a package.
const [dataDir, arch] = process.argv.slice(2)
if (dataDir === undefined) throw new Error('usage: database-process.ts <data folder> [architecture]')
if (arch !== undefined) Object.defineProperty(process, 'arch', { value: arch })

try {
  const database = await startEmbeddedDatabase({ dataDir })
  process.once('SIGTERM', () => database.stop())
  process.stdout.write(`${JSON.stringify({ url: database.url })}\n`)
} catch (failure) {
  if (!(failure instanceof StartRefused)) throw failure
  process.stdout.write(`${JSON.stringify({ refused: failure.message })}\n`)
}
