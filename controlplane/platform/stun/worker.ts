import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { parentPort, workerData } from 'node:worker_threads'
import { answerTo, startShares } from './answer.ts'

/** Where it listens: an address of this machine, and a port; 0 takes any free one. */
export type Place = { host: string; port: number }
/** What the thread says once: where it listens, or why it cannot. */
export type Outcome = { port: number } | { failure: { code: string; message: string } }

/** Answers that wait for the network; beyond them a flood costs memory, and an answer that late measures nothing. */
const unsentMax = 512
/** Requests of a crowd that comes at once wait here while the thread works. */
const receiveBufferBytes = 1_048_576

function run({ host, port }: Place): void {
  const type = host.includes(':') ? ({ type: 'udp6', ipv6Only: true } as const) : ({ type: 'udp4' } as const)
  const socket = createSocket({ ...type, recvBufferSize: receiveBufferBytes })
  const tell = (outcome: Outcome) => parentPort?.postMessage(outcome)
  const refuse = (failure: NodeJS.ErrnoException) =>
    tell({ failure: { code: failure.code ?? '', message: failure.message } })
  socket.once('error', refuse)
  answerOn(socket)
  socket.bind(port, host, () => {
    // From here on a socket that breaks ends the thread, and whoever watches starts another.
    socket.off('error', refuse)
    tell({ port: socket.address().port })
  })
}

function answerOn(socket: Socket): void {
  const shares = startShares()
  socket.on('message', (packet: Buffer, from: RemoteInfo) => {
    if (!shares.take(from.address, performance.now()) || socket.getSendQueueCount() >= unsentMax) return
    const answer = answerTo(packet, from)
    // Who cannot be reached is the other side's loss: every failure to send ends here.
    if (answer) socket.send(answer, from.port, from.address, ignore)
  })
}

function ignore(): void {}

run(workerData as Place)
