import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { enrol } from '../../agent/identity/enrolment.ts'
import { startRequestMaker } from '../../agent/identity/requests.ts'
import type { SetEnrolment } from '../../controlplane/enrolment/api.ts'
import { parseEnrolmentCode } from '../../protocol/enrolment-code.ts'
import { askForCode } from '../support/enrolment.ts'
import { askAs, type SignedIn } from '../support/people.ts'
import { tellDevice } from '../support/registration.ts'

/** Sets that enrol at the same time, and processes that make keys for them. */
const atOnce = 8
const makersMax = 2

/** What the control plane knows of the identity of a set. */
export async function readEnrolment(person: SignedIn, label: string): Promise<SetEnrolment> {
  const answer = await askAs(person, `/api/sets/${label}/enrolment`)
  if (!answer.ok) throw new Error(`cannot read the enrolment of ${label}: ${await answer.text()}`)
  return (await answer.json()) as SetEnrolment
}

/** Enrols those whose folder (named by the label) is not enrolled; what is enrolled is kept. Answers how many were. */
export async function enrolSets(person: SignedIn, directory: string, labels: readonly string[]) {
  const makers = Array.from({ length: makersMax }, startRequestMaker)
  const waiting = labels.entries()
  let enrolled = 0
  const worker = async () => {
    for (const [index, label] of waiting) {
      const folder = join(directory, label)
      const maker = makers[index % makersMax]!
      const done = await ensureEnrolled(person, label, folder, async text => {
        const code = parseEnrolmentCode(text)
        if (!code) throw new Error(`the code of ${label} cannot be read`)
        const result = await enrol({
          directory: folder,
          code,
          makeRequest: maker.make,
          say: () => undefined,
          timeoutMs: 60_000,
        })
        if (!result.ok) throw new Error(`${label} cannot be enrolled: ${result.message}`)
      })
      if (done) enrolled += 1
    }
  }
  try {
    await Promise.all(Array.from({ length: atOnce }, worker))
  } finally {
    for (const maker of makers) maker.close()
  }
  return enrolled
}

/** Whether it had to be enrolled: a folder of another device, or a device of another folder, gives way. */
export async function ensureEnrolled(
  person: SignedIn,
  label: string,
  folder: string,
  enrolWith: (code: string) => Promise<void>,
): Promise<boolean> {
  const { device } = await readEnrolment(person, label)
  if (device && device.id === (await enrolledId(folder))) return false
  if (device) await tellDevice(person, device.id, 'revoke')
  await rm(folder, { recursive: true, force: true })
  await enrolWith(await askForCode(person, label))
  return true
}

async function enrolledId(folder: string): Promise<string | undefined> {
  try {
    const text = await readFile(join(folder, 'identity', 'identity.json'), 'utf8')
    return (JSON.parse(text) as { deviceId: string }).deviceId
  } catch {
    return undefined
  }
}
