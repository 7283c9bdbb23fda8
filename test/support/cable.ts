import { connect, createServer, type Socket } from 'node:net'

/** A TCP cable to a port of this machine that can be pulled out, or go dead without anybody noticing. */
export type Cable = Awaited<ReturnType<typeof startCable>>

export async function startCable(targetPort: number) {
  const ends = openEnds()
  const held = new Set<() => void>()
  let state: 'whole' | 'cut' | 'dead' = 'whole'
  let target = targetPort

  const server = createServer({ pauseOnConnect: true }, near => {
    ends.keep(near)
    if (state === 'cut') return near.resetAndDestroy()
    // What is dialled over a dead cable gets through, if at all, once it is mended.
    if (state === 'dead') held.add(() => lay(near))
    else lay(near)
    return undefined
  })

  function lay(near: Socket): void {
    const far = connect(target, '127.0.0.1')
    ends.keep(far)
    carry(near, far)
    carry(far, near)
    near.resume()
  }

  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as { port: number }).port,
    /** The other end is plugged in elsewhere; open connections stay where they are. */
    lead(port: number): void {
      target = port
    },
    heldMs: ends.heldMs,
    /** Pulled out: open connections break at once, new ones fail. */
    cut(): void {
      state = 'cut'
      held.clear()
      ends.each(end => end.resetAndDestroy())
    },
    /**
     * Dead: both ends keep an open connection over which nothing comes through, not even that the other end closed it.
     * As with TCP, what was sent into it arrives when it is mended before both ends have given up.
     */
    die(): void {
      state = 'dead'
      ends.each(end => end.pause())
    },
    mend(): void {
      const wasDead = state === 'dead'
      state = 'whole'
      if (wasDead) ends.each(end => end.resume())
      for (const dial of held) dial()
      held.clear()
    },
    async stop(): Promise<void> {
      state = 'cut'
      held.clear()
      ends.each(end => end.destroy())
      await new Promise(resolve => server.close(resolve))
    },
  }
}

/** The ends that are plugged in, of both sides. */
function openEnds() {
  const ends = new Map<Socket, number>()
  return {
    /** How long every end that is plugged in has been so; undefined: none is. */
    heldMs: () => (ends.size === 0 ? undefined : performance.now() - Math.max(...ends.values())),
    keep(end: Socket): void {
      ends.set(end, performance.now())
      end.on('error', () => undefined)
      end.once('close', () => ends.delete(end))
    },
    each(act: (end: Socket) => void): void {
      for (const end of ends.keys()) act(end)
    },
  }
}

/** What comes out of one end goes in at the other, its end too. */
function carry(from: Socket, to: Socket): void {
  from.on('data', chunk => to.write(chunk))
  from.once('close', () => to.destroy())
}
