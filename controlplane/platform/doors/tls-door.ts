import { constants } from 'node:crypto'
import type { Server, Socket } from 'node:net'
import type { SecureContextOptions, TLSSocket, TlsOptions } from 'node:tls'
import { startConnectBudget } from './connect-budget.ts'
import { standBefore } from './front.ts'

/** Time to finish a handshake, and then to say what it is for. */
export const handshakeMsMax = 10_000

/** No tickets and no session cache: a resumed session would skip what is checked of a certificate. */
export function serverTls({ key, cert }: Pick<SecureContextOptions, 'key' | 'cert'>): TlsOptions {
  return {
    key,
    cert,
    minVersion: 'TLSv1.2',
    honorCipherOrder: true,
    secureOptions: constants.SSL_OP_NO_TICKET,
    handshakeTimeout: handshakeMsMax,
  }
}

/**
 * Stands before a TLS server, which gets each connection when it has said hello and the budget has room for its
 * handshake. What the server then sees as `remoteAddress` is the client, also behind a proxy.
 */
export function openTlsDoor(server: Server, trustedProxies: readonly string[]): void {
  const budget = startConnectBudget()
  const clients = new Map<string, string>()
  server.on('tlsClientError', budget.ended)
  server.prependListener('secureConnection', (socket: TLSSocket) => {
    budget.ended()
    setClient(socket, clients.get(endOf(socket)))
  })
  standBefore(server, {
    hears: 'tls',
    trustedProxies,
    pass(socket, client, hand) {
      if (client !== socket.remoteAddress) {
        const end = endOf(socket)
        clients.set(end, client)
        socket.once('close', () => clients.delete(end))
      }
      socket.on('error', ignore)
      const leave = budget.enter(client, { start: hand, refuse: () => socket.destroy() })
      socket.once('close', leave)
    },
  })
}

/** Stands before a server that speaks without TLS. It sees the client as `remoteAddress`, also behind a proxy. */
export function openPlainDoor(server: Server, trustedProxies: readonly string[]): void {
  standBefore(server, {
    hears: 'anything',
    trustedProxies,
    pass(socket, client, hand) {
      setClient(socket, client)
      hand()
    },
  })
}

/** The other end of a connection that is open: no two have the same. */
function endOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`
}

/** Whoever sees the connection from now on sees the client, not the proxy. */
function setClient(socket: Socket, client: string | undefined): void {
  if (client === undefined || socket.remoteAddress === client) return
  Object.defineProperty(socket, 'remoteAddress', { value: client })
}

/** What breaks before the handshake is the other side's loss; the TLS server tells of what comes after. */
function ignore(): void {}
