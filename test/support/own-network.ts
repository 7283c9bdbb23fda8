import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { connect, createServer, type Server } from 'node:net'

/** Addresses of nobody, for the two ends of one cable; others for another run of the tests at the same time. */
const here = `10.213.${process.pid % 256}.1`
const away = `10.213.${process.pid % 256}.2`

/**
 * A machine's own network for a program: one cable that leads out of it, to this test. Only root can make one.
 * @param port a TCP port of this test, reached from there at `host` and the port that is answered
 */
export async function layNetwork(port: number) {
  const holder = spawn('unshare', ['--net', '--mount', 'sh', '-c', isolation])
  await new Promise(resolve => holder.stdout.once('data', resolve))
  const inside = ['--target', String(holder.pid), '--net', '--mount']
  const name = layCable(String(holder.pid), inside)
  const server = await leadOn(port)
  const echo = createSocket('udp4')
  await new Promise<void>(resolve => echo.bind(0, here, resolve))
  echo.on('message', (packet, from) => echo.send(packet, from.port, from.address))
  let sender: ChildProcess | undefined
  return {
    host: here,
    port: (server.address() as { port: number }).port,
    /** The hardware address of its end. */
    address: () => /ether (\S+)/.exec(ip('nsenter', ...inside, 'ip', 'link', 'show', 'out0'))?.[1] ?? '',
    /** Before a command: it runs there, as this user. */
    command: ({ uid, gid }: { uid: number; gid: number }) => [
      ...['nsenter', ...inside, '--setgid', String(gid), '--setuid', String(uid), '--'],
    ],
    /** Begins to send as much as a call, and to get it back. */
    send(): void {
      const code = `const s=require('dgram').createSocket('udp4');s.on('message',()=>0);
        setInterval(()=>s.send(Buffer.alloc(1000),${echo.address().port},'${here}'),40)`
      sender = spawn('nsenter', [...inside, process.execPath, '-e', code], { stdio: 'ignore' })
    },
    remove(): void {
      sender?.kill('SIGKILL')
      echo.close()
      server.close()
      ip('ip', 'link', 'delete', name)
      holder.kill('SIGKILL')
    },
  }
}

/** What a program sees of networks is that of where its files of the system were mounted. */
const isolation = 'mount -t sysfs sysfs /sys; echo ready; exec sleep 600'

const ip = (program: string, ...args: string[]) => execFileSync(program, args, { stdio: 'pipe' }).toString()

/** From here to the network of that process, which has no other way out. Answers its name on this side. */
function layCable(pid: string, inside: readonly string[]): string {
  const name = `sw${process.pid}`
  const there = ['nsenter', ...inside, 'ip'] as const
  ip('ip', 'link', 'add', name, 'type', 'veth', 'peer', 'name', 'out0', 'netns', pid)
  ip('ip', 'address', 'add', `${here}/30`, 'dev', name)
  ip('ip', 'link', 'set', name, 'up')
  ip(...there, 'link', 'set', 'lo', 'up')
  ip(...there, 'address', 'add', `${away}/30`, 'dev', 'out0')
  ip(...there, 'link', 'set', 'out0', 'up')
  ip(...there, 'route', 'add', 'default', 'via', here)
  return name
}

/** A port at this end of the cable that leads on to one of this test. */
async function leadOn(port: number): Promise<Server> {
  const server = createServer(near => {
    const far = connect(port, '127.0.0.1')
    near.pipe(far).pipe(near)
    const end = () => [near, far].map(one => one.destroy())
    for (const one of [near, far]) one.on('error', end).on('close', end)
  })
  await new Promise<void>(resolve => server.listen(0, here, resolve))
  return server
}
