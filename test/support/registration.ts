import { type SignedIn, tellAs } from './people.ts'

/** A registered set with its device. */
export type RegisteredSet = { label: string; deviceId: string }
export type RegisteredPair = { trajectory: string; home: RegisteredSet; school: RegisteredSet }

type Names = {
  /** The number of the first pair; labels and codes follow from it. */
  first?: number
  deviceIdOf?: (label: string) => string
}

/** Registers pairs with their sets, devices and locations through the API, as a person's program would. */
export async function registerPairs(
  person: SignedIn,
  count: number,
  names: Names = {},
): Promise<RegisteredPair[]> {
  const { first = 1, deviceIdOf = newDeviceId } = names
  const pairs = Array.from({ length: count }, (_, index) => nameOf(first + index, deviceIdOf))
  await post(person, '/api/locations', pairs.flatMap(locationsOf))
  await post(person, '/api/sets', pairs.flatMap(setsOf))
  await post(
    person,
    '/api/devices',
    pairs
      .flatMap(({ home, school }) => [home, school])
      .map(({ label, deviceId }) => ({ id: deviceId, set: label })),
  )
  await post(person, '/api/trajectories', pairs.map(trajectoryOf))
  return pairs
}

/** Posts items to one of the registering addresses. @throws with the answer when it is refused. */
export function post(person: SignedIn, path: string, items: readonly unknown[]): Promise<void> {
  return send(person, path, { items })
}

/** What an administrator does with a device. @throws with the answer when it is refused. */
export async function tellDevice(
  person: SignedIn,
  deviceId: string,
  command: 'revoke' | 'accept' | 'return',
): Promise<void> {
  await send(person, `/api/devices/${deviceId}/${command}`, {})
}

async function send(person: SignedIn, path: string, body: unknown): Promise<void> {
  const answer = await tellAs(person, path, body)
  if (!answer.ok) throw new Error(`${path} was refused: ${await answer.text()}`)
}

/** A fresh UUIDv7. */
export function newDeviceId(): string {
  const time = Date.now().toString(16).padStart(12, '0')
  const random = crypto.randomUUID().slice(15)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random}`
}

function nameOf(number: number, deviceIdOf: (label: string) => string): RegisteredPair {
  const code = String(number).padStart(4, '0')
  const set = (label: string) => ({ label, deviceId: deviceIdOf(label) })
  return { trajectory: `T-2026-${code}`, home: set(`HS-${code}`), school: set(`KS-${code}`) }
}

function locationsOf({ home, school }: RegisteredPair) {
  return [
    { code: `TH-${home.label}`, kind: 'home', name: null, municipality: null, provider: null },
    {
      code: `SCH-${school.label}`,
      kind: 'school',
      name: `School ${school.label}`,
      municipality: 'Leuven',
      provider: null,
    },
  ]
}

function setsOf({ home, school }: RegisteredPair) {
  return [
    { label: home.label, kind: 'home', components: [part('laptop'), part('headset')] },
    { label: school.label, kind: 'school', components: [part('controller'), part('camera')] },
  ]
}

function part(type: string) {
  return { type, make: 'Acme', model: `${type} 1`, serial: null }
}

function trajectoryOf({ trajectory, home, school }: RegisteredPair) {
  return {
    code: trajectory,
    home: { set: home.label, location: `TH-${home.label}` },
    school: { set: school.label, location: `SCH-${school.label}` },
  }
}
