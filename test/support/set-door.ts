import { createPrivateKey, X509Certificate } from 'node:crypto'
import { request } from 'node:https'
import { CompactSign } from 'jose'
import { soonMs } from './until.ts'

export type SetDoorAnswer = { status: number; body: Record<string, unknown> }

/** POSTs JSON to the set door of a control plane on loopback; its certificate is checked against this root. */
export function askSetDoor(
  port: number,
  rootPem: string,
  path: string,
  body: unknown,
): Promise<SetDoorAnswer> {
  const text = JSON.stringify(body)
  return new Promise((resolve, reject) => {
    const asked = request({
      host: '127.0.0.1',
      port,
      path,
      method: 'POST',
      ca: rootPem,
      servername: 'localhost',
      agent: false,
      timeout: soonMs,
      headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) },
    })
    asked.once('error', reject)
    asked.once('timeout', () => asked.destroy(new Error(`${path} does not answer`)))
    asked.once('response', answer => {
      let said = ''
      answer.setEncoding('utf8')
      answer.on('data', (chunk: string) => {
        said += chunk
      })
      answer.once('end', () => resolve({ status: answer.statusCode ?? 0, body: JSON.parse(said || '{}') }))
    })
    asked.end(text)
  })
}

/** What a set proves itself with at the set door: a JWS by its key, its certificate in the header. */
export async function signAsDevice(
  certificate: { key: string; cert: string } | undefined,
  payload: object,
  signWith = certificate?.key,
): Promise<string> {
  if (signWith === undefined) throw new Error('a signature needs a key')
  const x5c = certificate && [new X509Certificate(certificate.cert).raw.toString('base64')]
  return new CompactSign(Buffer.from(JSON.stringify(payload)))
    .setProtectedHeader({ alg: 'ES256', ...(x5c && { x5c }) })
    .sign(createPrivateKey(signWith))
}
