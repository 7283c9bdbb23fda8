import { join } from 'node:path'
import { createAuthority } from '../../provisioning/authority/create.ts'
import { openTestAuthority, recordCertificates } from '../support/authority.ts'
import { makeCertificate, makeKeys } from '../support/certificates.ts'
import { writeCertificates } from './certificates-file.ts'
import {
  makeFolder,
  type Plane,
  registerDevices,
  startBenchDatabase,
  startPlane,
  type Undo,
  undoAll,
} from './ground.ts'

/** What a control plane with an authority stands on; it can be started on it again and again. */
export type SecureGround = {
  /** The folder of its authority. */
  authority: string
  deviceIds: string[]
  /** The file with their certificates. */
  certificates: string
  start(undo: Undo, environment?: Record<string, string>): Promise<Plane>
}

const anyDoor = { SETWACHT_MQTT_WS_PORT: '0', SETWACHT_SET_PORT: '0' }

/** Registers sets with a device and a certificate each, on a database of its own. */
export async function openSecureGround(undo: Undo, devices: number): Promise<SecureGround> {
  const dataDir = await makeFolder(undo)
  const authority = join(dataDir, 'authority')
  await createAuthority({ folder: authority, names: ['localhost', '127.0.0.1'], now: Date.now() })
  const database = await startBenchDatabase(undo)
  const place = { ...anyDoor, SETWACHT_DATA_DIR: dataDir, DATABASE_URL: database.url }
  const registering: Undo = []
  const { admin } = await startPlane(registering, place)
  const deviceIds = await registerDevices(admin, devices).finally(() => undoAll(registering))
  const { devices: issuer } = await openTestAuthority(dataDir)
  const keys = await makeKeys()
  const given = []
  for (const deviceId of deviceIds) {
    given.push({ deviceId, certificate: await makeCertificate({ name: deviceId, issuer, keys }) })
  }
  await recordCertificates(database.sql, given)
  return {
    authority,
    deviceIds,
    certificates: await writeCertificates(dataDir, given),
    start: (stops, environment) => startPlane(stops, { ...place, ...environment }),
  }
}
