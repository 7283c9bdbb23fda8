import { expect, test } from 'vitest'
import { deviceAddresses, namesOf } from './device-addresses.ts'

const ports = { mqtt: 8883, mqttWs: 8884, set: 8444, stun: 3478 }

test('with a name, sets go to mqtt. and set. on the port that networks let pass, and to 8883', () => {
  const found = deviceAddresses({ deviceHost: 'sets.example', listen: '0.0.0.0', ports })
  expect(found).toEqual({
    enrol: { host: 'set.sets.example', port: 443 },
    doors: [
      { kind: 'mqtt_ws', host: 'mqtt.sets.example', port: 443 },
      { kind: 'mqtt', host: 'mqtt.sets.example', port: 8883 },
      { kind: 'beacon', host: 'set.sets.example', port: 443 },
    ],
    stun: { host: 'set.sets.example', port: 3478 },
  })
  expect(namesOf(found)).toEqual(['mqtt.sets.example', 'set.sets.example'])
})

test('without a name, sets go to the ports themselves', () => {
  const found = deviceAddresses({ deviceHost: undefined, listen: '127.0.0.1', ports })
  expect(found.enrol).toEqual({ host: '127.0.0.1', port: 8444 })
  expect(found.doors.map(({ host, port }) => `${host}:${port}`)).toEqual([
    '127.0.0.1:8884',
    '127.0.0.1:8883',
    '127.0.0.1:8444',
  ])
  expect(namesOf(found)).toEqual(['127.0.0.1'])
})
