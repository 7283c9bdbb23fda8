import { lookup } from 'node:dns/promises'
import { readFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { getCACertificates } from 'node:tls'
import { StartRefused } from '../start-refused.ts'
import { isAllowed, readTarget } from './address.ts'
import type { WhyNotReached } from './rules.ts'

/** From the look at the name to the last byte of the answer. */
const totalMs = 5_000
const answerBytesMax = 65_536
const headerBytesMax = 16_384

export type Outgoing = {
  method: 'GET' | 'POST'
  /** Whole, with https. */
  address: string
  headers?: Readonly<Record<string, string>>
  body?: string | Buffer
}

/** What became of a request. Of the answer nothing is told but its status: who chose the address reads nothing by us. */
export type Reached = { ok: true; status: number } | { ok: false; why: WhyNotReached; status?: number }

/** Asks somebody else's server. Never throws for what stands outside. */
export type Reach = (outgoing: Outgoing) => Promise<Reached>

export type ReachSettings = Readonly<{
  /** Hosts, names in small letters or addresses, that may stand inside and at any port. */
  named: readonly string[]
  /** Certificates in PEM that vouch for those hosts, besides the ones everybody trusts. */
  caFile: string | undefined
}>

type Resolve = (host: string) => Promise<{ address: string; family: number }[]>
type Found = Awaited<ReturnType<Resolve>>

const lookUp: Resolve = host => lookup(host, { all: true })

/**
 * The one way out: HTTPS to a name that is looked up once and dialled there, if all it stands for may be reached; no
 * redirect is followed. @throws StartRefused when the file of certificates cannot be read
 */
export async function openReach({ named, caFile }: ReachSettings, resolve = lookUp): Promise<Reach> {
  const names = new Set(named)
  const own = caFile === undefined ? [] : [await readCertificates(caFile)]
  return async outgoing => {
    const target = readTarget(outgoing.address, names)
    if (typeof target === 'string') return { ok: false, why: target }
    const { url, host, isNamed } = target
    const late = AbortSignal.timeout(totalMs)
    const found = await findAll(resolve, host, late)
    if (typeof found === 'string') return { ok: false, why: found }
    if (!found.every(({ address }) => isAllowed(address, isNamed)))
      return { ok: false, why: 'refused_address' }
    const ca = [...getCACertificates('default'), ...(isNamed ? own : [])]
    return send(url, outgoing, { found, ca, late })
  }
}

async function readCertificates(file: string): Promise<string> {
  const pem = await readFile(file, 'utf8').catch(() => '')
  if (pem.includes('-----BEGIN CERTIFICATE-----')) return pem
  throw new StartRefused(
    `SETWACHT_REACH_CA is "${file}", which cannot be read. Expected a file of certificates in PEM.`,
  )
}

async function findAll(
  resolve: Resolve,
  host: string,
  late: AbortSignal,
): Promise<Found | 'unknown_name' | 'timeout'> {
  // A look at a name cannot be taken back: it is only not waited for.
  const tooLate = new Promise<'timeout'>(done => late.addEventListener('abort', () => done('timeout')))
  const looking = resolve(host).then(
    found => (found.length > 0 ? found : ('unknown_name' as const)),
    () => 'unknown_name' as const,
  )
  return Promise.race([looking, tooLate])
}

type By = { found: Found; ca: string[]; late: AbortSignal }

function send(url: URL, { method, headers, body }: Outgoing, { found, ca, late }: By): Promise<Reached> {
  return new Promise(resolve => {
    const asked = request(url, {
      method,
      headers: { ...headers, ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }) },
      // A connection of its own, made to what was judged and to nothing else.
      agent: false,
      lookup: (_host, { all }, done) => {
        if (all) done(null, found)
        else done(null, found[0]?.address ?? '', found[0]?.family)
      },
      ca,
      minVersion: 'TLSv1.2',
      maxHeaderSize: headerBytesMax,
      signal: late,
    })
    const end = (reached: Reached) => {
      resolve(reached)
      asked.destroy()
    }
    asked.on('response', answer => void judgeAnswer(answer).then(end))
    asked.on('upgrade', ({ statusCode: status = 0 }, socket) => {
      socket.destroy()
      end({ ok: false, why: 'status', status })
    })
    late.addEventListener('abort', () => end({ ok: false, why: 'timeout' }))
    asked.on('error', failure => end({ ok: false, why: whyOf(failure, late) }))
    asked.end(body)
  })

  async function judgeAnswer(answer: IncomingMessage): Promise<Reached> {
    const status = answer.statusCode ?? 0
    if (status >= 300 && status < 400) return { ok: false, why: 'redirect', status }
    let bytes = 0
    try {
      for await (const piece of answer) {
        bytes += (piece as Buffer).length
        if (bytes > answerBytesMax) return { ok: false, why: 'too_big', status }
      }
    } catch (failure) {
      return { ok: false, why: whyOf(failure, late), status }
    }
    return status >= 200 && status < 300 ? { ok: true, status } : { ok: false, why: 'status', status }
  }
}

function whyOf(failure: unknown, late: AbortSignal): WhyNotReached {
  if (late.aborted) return 'timeout'
  const { code = '' } = failure as { code?: string }
  if (code === 'HPE_HEADER_OVERFLOW') return 'too_big'
  return /CERT|ISSUER|SIGNATURE|HOSTNAME|^INVALID_(CA|PURPOSE)$/.test(code) ? 'certificate' : 'unreachable'
}
