import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createAuthority } from '../../provisioning/authority/create.ts'
import { openTestAuthority } from '../support/authority.ts'
import { openPlaneGround } from './plane-ground.ts'

const anyDoor = { SETWACHT_MQTT_WS_PORT: '0', SETWACHT_SET_PORT: '0' }

type Ports = { mqttPort: number; mqttWsPort: number; setPort: number }

/** A control plane with an authority as a process of its own: certificates are asked for at every door of a set. */
export type SecureGround = Awaited<ReturnType<typeof openSecureGround>>

export async function openSecureGround(environment: Record<string, string> = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), 'setwacht-secure-'))
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  await createAuthority({
    folder: join(dataDir, 'authority'),
    names: ['localhost', '127.0.0.1', '::1'],
    now: Date.now(),
  })
  const ground = await openPlaneGround({ ...environment, ...anyDoor, SETWACHT_DATA_DIR: dataDir })
  return {
    ...ground,
    authority: await openTestAuthority(dataDir),
    /** Those of its present start, past the cable. */
    ports(): Ports {
      const line = ground.plane
        .output()
        .split('\n')
        .findLast(text => text.includes('"msg":"ready"'))
      return JSON.parse(line as string)
    },
  }
}
