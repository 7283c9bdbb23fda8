import { StartRefused } from './start-refused.ts'

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
