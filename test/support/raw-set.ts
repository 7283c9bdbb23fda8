import { connect as connectTcp } from 'node:net'
import type { Duplex } from 'node:stream'
import { connect } from 'node:tls'
import mqttPacket, { type Packet } from 'mqtt-packet'
import type { SetTls } from './authority.ts'
import { until } from './until.ts'

/** MQTT packet by packet, over TLS where a certificate is given: what no client library would send. */
export type RawSet = ReturnType<typeof openRawSet>

/** Sooner than who says nothing is cut off, which is after ten seconds. */
const answerMsMax = 8_000

export function openRawSet(port: number, tls?: SetTls) {
  const at = { host: '127.0.0.1', port }
  const stream: Duplex = tls ? connect({ ...at, ...tls }) : connectTcp(at)
  const heard: Packet[] = []
  const parser = mqttPacket.parser({ protocolVersion: 4 })
  let closed = false
  parser.on('packet', packet => heard.push(packet))
  parser.on('error', () => undefined)
  stream.on('data', (bytes: Buffer) => parser.parse(bytes))
  stream.on('error', () => undefined)
  stream.once('close', () => {
    closed = true
  })

  return {
    heard,
    isClosed: () => closed,
    /** Bytes as they are; resolves once the line took them, or is closed. */
    sendRaw: (bytes: Buffer) =>
      new Promise<void>(resolve => {
        stream.once('close', resolve)
        stream.write(bytes, () => {
          stream.off('close', resolve)
          resolve()
        })
      }),
    send: (packet: Packet) => void stream.write(mqttPacket.generate(packet)),
    /** Whether it was let in. */
    async connect(clientId: string, over: object = {}): Promise<boolean> {
      const packet = {
        cmd: 'connect',
        protocolId: 'MQTT',
        protocolVersion: 4,
        clientId,
        clean: true,
        keepalive: 30,
      }
      stream.write(mqttPacket.generate({ ...packet, ...over } as Packet))
      const answer = () => closed || heard.find(({ cmd }) => cmd === 'connack')
      const said = await until('an answer to CONNECT', answer, answerMsMax)
      return said !== true && said.cmd === 'connack' && said.returnCode === 0
    },
    /** Says something that is always answered, after everything before it. @returns false when it is closed instead */
    async isStillHeard(): Promise<boolean> {
      const before = heard.filter(({ cmd }) => cmd === 'pingresp').length
      if (!closed) stream.write(mqttPacket.generate({ cmd: 'pingreq' }))
      const isAnswered = () => heard.filter(({ cmd }) => cmd === 'pingresp').length > before
      await until('an answer to PINGREQ', () => closed || isAnswered(), answerMsMax)
      return !closed
    },
    /** What is sent to it from now on stays where it is. */
    stopReading: () => void stream.pause(),
    leave: () => void stream.destroy(),
  }
}
