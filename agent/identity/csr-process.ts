import 'reflect-metadata'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import { Pkcs10CertificateRequestGenerator } from '@peculiar/x509'
import { reasonOf } from '../log.ts'
import { writeWhole } from '../memory/whole-file.ts'

/**
 * A process of its own, so that what makes keys and requests does not stay in the agent's memory. Each line in is the
 * path of a key file in JSON; it makes a key there (P-256, PKCS #8, mode 600) and answers `{ csr }` or `{ error }`.
 */
const keyKind = { name: 'ECDSA', namedCurve: 'P-256' } as const

async function makeKeyAndRequest(keyFile: string): Promise<string> {
  const keys = (await crypto.subtle.generateKey(keyKind, true, ['sign', 'verify'])) as CryptoKeyPair
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64')
  const lines = der.match(/.{1,64}/g) ?? []
  const pem = ['-----BEGIN PRIVATE KEY-----', ...lines, '-----END PRIVATE KEY-----', ''].join('\n')
  await writeWhole(dirname(keyFile), [keyFile], pem)
  const request = await Pkcs10CertificateRequestGenerator.create({
    name: 'CN=set',
    keys,
    signingAlgorithm: { ...keyKind, hash: 'SHA-256' },
  })
  return request.toString('pem')
}

for await (const line of createInterface({ input: process.stdin })) {
  const answer = await makeKeyAndRequest(JSON.parse(line) as string).then(
    csr => ({ csr }),
    error => ({ error: reasonOf(error) }),
  )
  process.stdout.write(`${JSON.stringify(answer)}\n`)
}
