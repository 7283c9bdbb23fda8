/** A browser by hand: keeps cookies by host, follows nothing by itself. */
export type Traveller = {
  ask(address: string, request?: RequestInit & { isFromElsewhere?: boolean }): Promise<Response>
  /** The cookie as the browser sends it to this console; undefined: it has none of that name. */
  cookie(address: string, name: string): string | undefined
  keep(address: string, name: string, value: string): void
  /** Drops every cookie of this site. */
  forget(address: string): void
  /** As it was set last, with its attributes. */
  setCookie(name: string): string | undefined
}

type Kept = { value: string; isStrict: boolean }

export function openTraveller(): Traveller {
  const jars = new Map<string, Map<string, Kept>>()
  const lastSet = new Map<string, string>()
  const jarOf = (address: string) => {
    const { hostname } = new URL(address)
    const jar = jars.get(hostname) ?? new Map<string, Kept>()
    jars.set(hostname, jar)
    return jar
  }

  function take(address: string, line: string): void {
    const [pair = '', ...attributes] = line.split(/;\s*/)
    const at = pair.indexOf('=')
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)]
    lastSet.set(name, line)
    const isGone =
      value === '' || attributes.some(one => /^(max-age=0|expires=thu, 01 jan 1970.*)$/i.test(one))
    if (isGone) jarOf(address).delete(name)
    else jarOf(address).set(name, { value, isStrict: attributes.some(one => /^samesite=strict$/i.test(one)) })
  }

  return {
    async ask(address, { isFromElsewhere = false, ...request } = {}) {
      const headers = new Headers(request.headers)
      const sent = [...jarOf(address)].filter(([, { isStrict }]) => !(isStrict && isFromElsewhere))
      if (sent.length > 0)
        headers.set('cookie', sent.map(([name, { value }]) => `${name}=${value}`).join('; '))
      const answer = await fetch(address, { ...request, headers, redirect: 'manual' })
      for (const line of answer.headers.getSetCookie()) take(address, line)
      return answer
    },
    cookie: (address, name) => jarOf(address).get(name)?.value,
    keep(address, name, value) {
      jarOf(address).set(name, { value, isStrict: false })
    },
    forget: address => jarOf(address).clear(),
    setCookie: name => lastSet.get(name),
  }
}

/** Changes an address on the way: to the provider, or back from it. */
export type Bend = { there?(address: URL): unknown; back?(address: URL): unknown }
/** `end`: the path of the console where a journey ended. `back`: the address to which the provider sent it. */
export type Ended = { end: string; back: URL | undefined }

type Journey = {
  consoleUrl: string
  /** Where it begins: a path of the console. */
  from: string
  /** Who the person is at the provider; somebody it does not know turns back. */
  as: string
  bend?: Bend
}

const stepsMax = 12

/** Goes to the provider and back as a browser would, Strict cookies left out where it comes from another site. */
export async function travel(
  traveller: Traveller,
  { consoleUrl, from, as, bend = {} }: Journey,
): Promise<Ended> {
  let here = `${consoleUrl}${from}`
  let answer = await traveller.ask(here)
  let back: URL | undefined
  for (let step = 0; step < stepsMax; step++) {
    const location = answer.headers.get('location')
    if (location === null && answer.status !== 200) throw new Error(`${here} answers ${answer.status}`)
    if (location === null) {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' }
      answer = await traveller.ask(here, { method: 'POST', headers, body: `as=${encodeURIComponent(as)}` })
      continue
    }
    const next = new URL(location, here)
    const isBack = next.href.startsWith(`${consoleUrl}/api/sign-in/callback`)
    if (next.origin === consoleUrl && !isBack) return { end: `${next.pathname}${next.search}`, back }
    if (isBack) {
      await bend.back?.(next)
      back = next
    } else if (here.startsWith(consoleUrl)) await bend.there?.(next)
    here = next.href
    answer = await traveller.ask(here, { isFromElsewhere: isBack })
  }
  throw new Error(`the journey from ${from} has no end`)
}
