import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { StartRefused } from '../start-refused.ts'

/** What the console shows when it speaks HTTPS itself; PEM. */
export type ConsoleTls = { key: string; cert: string }

const keySetting = 'SETWACHT_TLS_KEY'
const certSetting = 'SETWACHT_TLS_CERT'

/** @throws StartRefused naming the setting, the file, what is wrong with it and what was expected */
export async function readConsoleTls({
  certFile,
  keyFile,
}: {
  certFile: string
  keyFile: string
}): Promise<ConsoleTls> {
  const cert = await readPem(certSetting, certFile)
  const key = await readPem(keySetting, keyFile)
  await refuseOpenKey(keyFile)
  const certificate = parse(certSetting, certFile, 'a certificate chain', () => new X509Certificate(cert))
  const privateKey = parse(keySetting, keyFile, 'a private key without a password', () =>
    createPrivateKey(key),
  )
  if (!certificate.checkPrivateKey(privateKey)) {
    throw refusal(keySetting, keyFile, `is not the key of ${certFile}`, 'the two that belong together')
  }
  return { key, cert }
}

async function refuseOpenKey(file: string): Promise<void> {
  const { mode } = await stat(file)
  if ((mode & 0o007) === 0) return
  const found = `can be read by others (mode ${(mode & 0o777).toString(8)})`
  throw refusal(keySetting, file, found, `a key that only its owner and group can read: chmod 640 '${file}'`)
}

async function readPem(setting: string, file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw refusal(setting, file, `cannot be read (${code})`, 'a file in PEM', cause)
  }
}

function parse<T>(setting: string, file: string, what: string, read: () => T): T {
  try {
    return read()
  } catch (cause) {
    throw refusal(setting, file, 'cannot be understood', `${what} in PEM`, cause)
  }
}

function refusal(setting: string, file: string, found: string, expected: string, cause?: unknown) {
  return new StartRefused(`${setting}: ${file} ${found}. Expected ${expected}.`, { cause })
}
