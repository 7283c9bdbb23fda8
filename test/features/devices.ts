import type { Objects, Rights } from '../support/features.ts'
import { newDeviceId } from '../support/registration.ts'

export const rights: Rights = {
  connections: ['siud', 'siud'],
  device_history: ['si', 'si'],
  device_starts: ['siud', 's'],
  devices: ['siud', 'siud'],
  live_devices: ['s', 's'],
  presence_history: ['siud', 'siud'],
  presence_tick: ['siud', 's'],
}

export const objects: Objects = {
  async devices({ ground: { plane, own, others }, whose }) {
    await plane.sql`update devices set state = 'active' where state <> 'active'`
    return { own: own.home.deviceId, others: others.home.deviceId, missing: newDeviceId() }[whose]
  },
}
