import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { StartRefused } from '../../controlplane/platform/start-refused.ts'
import { type StoryName, storyNames } from './stories.ts'

export type FleetSettings = {
  sets: number
  seed: number
  directory: string
  httpPort: number
  mqttPort: number
}

const setsMax = 20_000

/** Reads the number of sets from the arguments and the rest from the environment. Throws what was expected. */
export function readFleetSettings(
  args: readonly string[] = process.argv.slice(2),
  environment: NodeJS.ProcessEnv = process.env,
): FleetSettings {
  const whole = (name: string, text: string, from: number, to: number): number => {
    const value = Number(text)
    if (/^\d+$/.test(text) && value >= from && value <= to) return value
    throw new Error(`${name} is "${text}"; expected a whole number from ${from} to ${to}`)
  }
  return {
    sets: whole('the number of sets', args[0] ?? '800', 2, setsMax),
    seed: whole('SEED', environment.SEED ?? '1', 1, 1_000_000),
    directory: resolve(environment.FLEET_DIR ?? defaultDirectory()),
    httpPort: whole('SETWACHT_HTTP_PORT', environment.SETWACHT_HTTP_PORT ?? '8080', 1, 65_535),
    mqttPort: whole('SETWACHT_MQTT_PORT', environment.SETWACHT_MQTT_PORT ?? '8883', 1, 65_535),
  }
}

/** What `make demo` shows, and how many times as fast. @throws StartRefused naming the stories there are. */
export function readStorySettings(environment: NodeJS.ProcessEnv = process.env): {
  story: StoryName
  pace: number
} {
  const { STORY: name = 'usual', STORY_PACE: pace = '1' } = environment
  const story = storyNames.find(each => each === name)
  if (story === undefined)
    throw new StartRefused(
      `There is no story "${name}". There are: ${storyNames.join(', ')} (make demo STORY=storm).`,
    )
  if (!/^[1-9]\d?$/.test(pace)) throw new StartRefused(`STORY_PACE is "${pace}"; expected 1 to 99.`)
  return { story, pace: Number(pace) }
}

function defaultDirectory(): string {
  return process.getuid?.() === 0
    ? '/var/lib/setwacht-fleet'
    : join(homedir(), '.local', 'share', 'setwacht-fleet')
}
