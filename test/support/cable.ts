import { connect, createServer, type Socket } from 'node:net'

/** A TCP cable to a port of this machine that can be pulled out, or go dead without anybody noticing. */
export type Cable = Awaited<ReturnType<typeof startCable>>

export async function startCable(targetPort: number) {
  const pairs = new Set<[Socket, Socket]>()
  let state: 'whole' | 'cut' | 'dead' = 'whole'

  const server = createServer(near => {
    near.on('error', () => undefined)
    if (state === 'cut') return near.resetAndDestroy()
    const far = connect(targetPort, '127.0.0.1')
    far.on('error', () => near.destroy())
    const pair: [Socket, Socket] = [near, far]
    pairs.add(pair)
    pass(near, far)
    pass(far, near)
    const over = () => {
      pairs.delete(pair)
      near.destroy()
      far.destroy()
    }
    near.once('close', over)
    far.once('close', over)
    return undefined
  })

  function pass(from: Socket, to: Socket): void {
    from.on('data', chunk => {
      if (state !== 'dead') to.write(chunk)
    })
  }

  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as { port: number }).port,
    /** Pulled out: open connections break at once, new ones fail. */
    cut(): void {
      state = 'cut'
      for (const [near, far] of pairs) {
        near.resetAndDestroy()
        far.resetAndDestroy()
      }
    },
    /** Dead: both ends keep an open connection over which nothing comes through. */
    die(): void {
      state = 'dead'
    },
    mend(): void {
      state = 'whole'
    },
    async stop(): Promise<void> {
      state = 'cut'
      for (const [near, far] of pairs) {
        near.destroy()
        far.destroy()
      }
      await new Promise(resolve => server.close(resolve))
    },
  }
}
