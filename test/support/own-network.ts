import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join as pathOf } from 'node:path'
import { fileURLToPath } from 'node:url'
import { join } from './joined.ts'

/** The two ends of the cable, and what answers at ours. */
const [here, away] = ['10.213.0.1', '10.213.0.2']
const [port, echoPort] = [4001, 4002]
const cableEnd = fileURLToPath(new URL('cable-end.ts', import.meta.url))

/**
 * A machine's own network for a program: one cable that leads out of it, to this test. Only root can make one. Both ends
 * lie in networks of their own: with one more address on this machine every browser on it gives up what it asks for.
 * @param target a TCP port of this test, reached from there at `host` and `port`
 */
export async function layNetwork(target: number) {
  const [ours, theirs] = await Promise.all([startNetwork(), startNetwork()])
  layCable(ours, theirs)
  const folder = await mkdtemp(pathOf(tmpdir(), 'setwacht-cable-'))
  const socket = pathOf(folder, 'out.sock')
  const server = await leadOn(socket, target)
  const answering = ours.run([cableEnd, socket, here, String(port), String(echoPort)])
  await new Promise(resolve => answering.stdout?.once('data', resolve))
  let sender: ChildProcess | undefined
  return {
    host: here,
    port,
    /** The hardware address of its end. */
    address: () => /ether (\S+)/.exec(theirs.ip('link', 'show', 'out0'))?.[1] ?? '',
    /** Before a command: it runs there, as this user. */
    command: ({ uid, gid }: { uid: number; gid: number }) => [
      'nsenter',
      ...theirs.inside,
      ...['--setgid', String(gid), '--setuid', String(uid), '--'],
    ],
    /** Begins to send as much as a call, and to get it back. */
    send(): void {
      const code = `const s=require('dgram').createSocket('udp4');s.on('message',()=>0);
        setInterval(()=>s.send(Buffer.alloc(1000),${echoPort},'${here}'),40)`
      sender = theirs.run(['-e', code])
    },
    async remove(): Promise<void> {
      for (const one of [sender, answering, ours.holder, theirs.holder]) one?.kill('SIGKILL')
      server.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

type Network = Awaited<ReturnType<typeof startNetwork>>

/** What a program sees of networks is that of where its files of the system were mounted. */
const isolation = 'mount -t sysfs sysfs /sys; echo ready; exec sleep 600'

/** One that lives as long as its holder. */
async function startNetwork() {
  const holder = spawn('unshare', ['--net', '--mount', 'sh', '-c', isolation])
  await new Promise(resolve => holder.stdout.once('data', resolve))
  const inside = ['--target', String(holder.pid), '--net', '--mount']
  return {
    holder,
    inside,
    ip: (...args: string[]) =>
      execFileSync('nsenter', [...inside, 'ip', ...args], { stdio: 'pipe' }).toString(),
    run: (args: readonly string[]) =>
      spawn('nsenter', [...inside, process.execPath, ...args], { stdio: ['ignore', 'pipe', 'inherit'] }),
  }
}

/** To theirs, which has no other way out. */
function layCable(ours: Network, theirs: Network): void {
  const peer = ['type', 'veth', 'peer', 'name', 'out0', 'netns', String(theirs.holder.pid)]
  ours.ip('link', 'add', 'end0', ...peer)
  for (const [network, end, address] of [
    [ours, 'end0', here],
    [theirs, 'out0', away],
  ] as const) {
    network.ip('link', 'set', 'lo', 'up')
    network.ip('address', 'add', `${address}/30`, 'dev', end)
    network.ip('link', 'set', end, 'up')
  }
  theirs.ip('route', 'add', 'default', 'via', here)
}

/** What comes to the socket goes on to a port of this test. */
async function leadOn(socket: string, target: number): Promise<Server> {
  const server = createServer(near => join(near, connect(target, '127.0.0.1')))
  await new Promise<void>(resolve => server.listen(socket, resolve))
  return server
}
