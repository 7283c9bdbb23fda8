import { reasonOf } from '../../agent/log.ts'
import { readSettings } from '../../controlplane/settings.ts'
import { signInAs } from '../support/people.ts'
import { startFleet } from './fleet.ts'
import { readFleetSettings } from './settings.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)

try {
  const { sets, seed, directory, httpPort, mqttPort } = readFleetSettings()
  const pairs = Math.ceil(sets / 2)
  say(
    `${pairs * 2} practice sets (seed ${seed}) start against http://127.0.0.1:${httpPort}, kept in ${directory}`,
  )
  const httpUrl = `http://127.0.0.1:${httpPort}`
  const { databaseUrl, dataDir } = readSettings()
  const admin = await signInAs({ httpUrl, databaseUrl, dataDir }, 'admin')
  const fleet = await startFleet({ admin, mqttPort, pairs, seed, directory })
  say(`${fleet.agents} run, the others never started; Ctrl-C lets them say goodbye`)
  const stop = () => {
    process.removeListener('SIGINT', stop).removeListener('SIGTERM', stop)
    void fleet.stop().then(() => say('all practice sets said goodbye'))
  }
  process.on('SIGINT', stop).on('SIGTERM', stop)
} catch (error) {
  const why = error instanceof TypeError && error.cause ? reasonOf(error.cause) : reasonOf(error)
  process.stderr.write(`the fleet cannot start: ${why || 'the control plane does not answer'}\n`)
  process.exitCode = 1
}
