import { constants } from 'node:crypto'
import { createServer, type Server } from 'node:net'
import type { SecureContextOptions, TlsOptions } from 'node:tls'
import type { ConnectBudget } from './connect-budget.ts'

const connectionsMax = 20_000
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

/** A listener in front of a TLS server, which gets each connection when the budget has room for its handshake. */
export function openTlsDoor(server: Server, budget: ConnectBudget): Server {
  server.on('secureConnection', budget.ended)
  server.on('tlsClientError', budget.ended)
  const door = createServer({ noDelay: true, pauseOnConnect: true }, socket => {
    socket.on('error', ignore)
    budget.enter(
      () => server.emit('connection', socket),
      () => socket.destroy(),
    )
  })
  door.maxConnections = connectionsMax
  return door
}

/** What breaks before the handshake is the other side's loss; the TLS server tells of what comes after. */
function ignore(): void {}
