import type { Socket } from 'node:net'

/** Of each kind at once. */
const eachMax = 16

/**
 * Connections to the page: those that showed its token, and strangers. Of too many the one that is there longest goes,
 * and no stranger takes the place of the page: another user of this machine cannot shut it by holding all there are.
 */
export class Connections {
  readonly #strangers = new Set<Socket>()
  readonly #own = new Set<Socket>()

  came(socket: Socket): void {
    socket.once('close', () => {
      this.#strangers.delete(socket)
      this.#own.delete(socket)
    })
    keep(this.#strangers, socket)
  }

  /** It has shown the token. */
  isOwn(socket: Socket): void {
    if (!this.#strangers.delete(socket)) return
    keep(this.#own, socket)
  }
}

function keep(sockets: Set<Socket>, socket: Socket): void {
  sockets.add(socket)
  const [first] = sockets
  if (sockets.size <= eachMax || !first) return
  sockets.delete(first)
  first.destroy()
}
