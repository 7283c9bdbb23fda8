import type { Server } from 'node:net'
import { StartRefused } from '../start-refused.ts'

/**
 * Opens the port of a server and returns it; 0 takes any free one.
 * @param setting the key that a person changes when the port cannot be had
 * @throws StartRefused when it is taken or not allowed
 */
export async function listenOn(server: Server, host: string, port: number, setting: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    const refuse = (failure: Error) => reject(asListenRefused(failure, setting, port))
    server.once('error', refuse)
    server.listen(port, host, () => {
      server.off('error', refuse)
      resolve()
    })
  })
  return (server.address() as { port: number }).port
}

/** A failure to listen as a refusal that names the port and the setting; anything else comes back as it is. */
export function asListenRefused(failure: unknown, setting: string, port: number): unknown {
  const { code } = failure as NodeJS.ErrnoException
  const words: Record<string, string> = {
    EADDRINUSE: `Port ${port} (${setting}) is in use by another program. Stop that program or set ${setting} to a free port.`,
    EACCES: `Port ${port} (${setting}) may not be opened by this user. Set ${setting} to a port above 1023.`,
    EADDRNOTAVAIL: `Port ${port} (${setting}): this machine does not have the address of SETWACHT_LISTEN.`,
  }
  const message = code !== undefined && Object.hasOwn(words, code) ? words[code] : undefined
  return message === undefined ? failure : new StartRefused(message, { cause: failure })
}
