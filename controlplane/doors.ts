import { isIP } from 'node:net'
import type { Certificate } from '../protocol/enrolment.ts'
import { findAdmissible as findWithoutCertificate } from './devices/queries.ts'
import { countRefusals } from './devices/refusal/actions.ts'
import { type Authority, refuseOtherNames } from './enrolment/authority/queries.ts'
import { recordConnect, recordRefusedConnect } from './enrolment/connect/actions.ts'
import { findAdmissible } from './enrolment/queries.ts'
import { renew } from './enrolment/renewal/actions.ts'
import { setDoorRoutes } from './enrolment/set-door/routes.ts'
import type { Credential, DeviceRef } from './platform/broker/broker.ts'
import { deviceAddresses, namesOf } from './platform/broker/device-addresses.ts'
import { openSetDoor } from './platform/http/set-door.ts'
import type { CommandKeys } from './platform/keys/command-key.ts'
import type { Log } from './platform/log.ts'
import type { Nudges } from './platform/nudges.ts'
import type { Database } from './platform/postgres/database.ts'
import { StartRefused } from './platform/start-refused.ts'
import type { Settings } from './settings.ts'

/**
 * Refuses doors that sets could not trust, or that would let in whoever comes.
 * @throws StartRefused naming the setting and the command to run
 */
export function checkDoors(settings: Settings, authority: Authority | undefined): void {
  const { listen, deviceHost, dataDir, consoleTls, publicUrl } = settings
  if (!isLoopback(listen) && consoleTls && publicUrl === undefined) {
    throw new StartRefused(
      `SETWACHT_LISTEN is "${listen}" and SETWACHT_PUBLIC_URL is not set. Expected the address by which people reach ` +
        'the console, such as https://setwacht.example.org.',
    )
  }
  if (authority === undefined) {
    if (isLoopback(listen) && deviceHost === undefined) return
    const [key, value] = isLoopback(listen)
      ? ['SETWACHT_DEVICE_HOST', deviceHost]
      : ['SETWACHT_LISTEN', listen]
    const host = deviceHost ?? 'setwacht.example.org'
    throw new StartRefused(
      `${key} is "${value}", but no authority lies in ${dataDir}, so sets cannot prove who they are. Run "npm run ` +
        `authority -- create --data ${dataDir} --host ${host}", or leave ${key} out to stay on loopback.`,
    )
  }
  if (!isLoopback(listen) && deviceHost === undefined) {
    throw new StartRefused(
      `SETWACHT_LISTEN is "${listen}" and SETWACHT_DEVICE_HOST is not set. Expected the name by which sets find ` +
        'this machine, such as setwacht.example.org.',
    )
  }
  const ports = { mqtt: 0, mqttWs: 0, set: 0, stun: 0 }
  refuseOtherNames(authority, dataDir, namesOf(deviceAddresses({ deviceHost, listen, ports })))
}

/** Plain HTTP does not leave this machine: a proxy here, or TLS of its own, brings the console out. */
export function consoleHost({ listen, consoleTls }: Pick<Settings, 'listen' | 'consoleTls'>): string {
  return isLoopback(listen) || consoleTls ? listen : '127.0.0.1'
}

type Admitting = { sql: Database; authority: Authority | undefined; log: Log; now(): number }

/** Who may come in: asked at every connect, for what the database says now. */
export function admitBy({ sql, authority, nudges, log, now }: Admitting & { nudges: Nudges }) {
  if (authority === undefined) return (deviceId: string) => findWithoutCertificate(sql, deviceId)
  const refusals = countRefusals(sql)

  return async (deviceId: string, credential: Credential | undefined): Promise<DeviceRef | undefined> => {
    if (credential === undefined) return undefined
    const admission = await findAdmissible(sql, deviceId, credential, now())
    if (!admission.ok) {
      const { why } = admission
      log.info({ device: deviceId, why }, 'a set was refused')
      const questioned = await recordRefusedConnect(sql, { deviceId, credential, why, now: now() })
      if (questioned !== undefined) nudges.tell({ device: [questioned] })
      await refusals.refused(deviceId, now())
      return undefined
    }
    const { device, isFirst } = admission
    if (isFirst) await recordConnect(sql, { deviceNo: device.no, serial: credential.serial, now: now() })
    return device
  }
}

type DoorParts = Omit<Parameters<typeof setDoorRoutes>[1], 'authority' | 'handout'> & {
  authority: Authority | undefined
  keys: CommandKeys
  /** The ports of the other doors. */
  mqtt: number
  mqttWs: number | undefined
  stun: number
}

/** The set door, which opens with an authority alone, and where a code sends a set. @throws StartRefused */
export async function openDoorForSets(settings: Settings, parts: DoorParts) {
  const { authority, keys, mqtt, mqttWs = 0, stun, log } = parts
  const ports = { mqtt, mqttWs, set: 0, stun }
  const addresses = () => deviceAddresses({ ...settings, ports })
  const enrol = () => addresses().enrol
  if (authority === undefined) return { enrol, port: undefined, stop: () => undefined }
  const { keyPem: key, chainPem: cert } = authority.server
  const door = openSetDoor({ key, cert, trustedProxies: settings.trustedProxies, log })
  const handout = () => ({ doors: addresses().doors, stun: addresses().stun, command_keys: keys.public })
  await setDoorRoutes(door.app, { ...parts, authority, handout })
  ports.set = await door.listen(settings.listen, settings.setPort)
  return { enrol, port: ports.set, stop: door.stop }
}

/** Renewal over MQTT; undefined: nobody signs here. No answer when it went wrong: the set asks again. */
export function renewBy({ sql, authority, log, now }: Admitting) {
  if (authority === undefined) return undefined
  return (device: DeviceRef, csr: string): Promise<Certificate | undefined> =>
    sql
      .begin(tx => renew(tx, { authority, device, csr, now: now() }))
      .catch(failure => {
        log.warn({ failure: String(failure), device: device.id }, 'a certificate could not be renewed')
        return undefined
      })
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}
