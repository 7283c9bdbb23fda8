import type { RightRequest } from './every-route-asked.ts'
import type { SignedIn } from './people.ts'

type Over = { method?: string; headers?: Record<string, string>; signal?: AbortSignal }

/** Sends a request to a route, named by method and address as declared, as a page of the console would. */
export function sendTo(
  key: string,
  { httpUrl, cookie, link, token }: SignedIn,
  { params = {}, query = {}, body }: RightRequest,
  { method = key.slice(0, key.indexOf(' ')), headers = {}, signal }: Over = {},
): Promise<Response> {
  const address = key.slice(key.indexOf(' ') + 1).replace(/:(\w+)/g, (_, name) => encode(params[name] ?? ''))
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encode(value)}`)
  return fetch(`${httpUrl}${address}?${pairs.join('&')}`, {
    method,
    redirect: 'manual',
    signal: signal ?? null,
    headers: {
      'sec-fetch-site': 'same-origin',
      ...(cookie === '' ? {} : { cookie }),
      ...(link === undefined ? {} : { 'setwacht-link': link }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json', origin: httpUrl }),
      ...headers,
    },
    body: body === undefined ? null : JSON.stringify(body),
  })
}

/** As in an address; half of a pair of surrogates, which is no character, goes as the bytes a careless program sends. */
function encode(text: string): string {
  return [...text].map(one => (one.isWellFormed() ? encodeURIComponent(one) : '%ED%A0%80')).join('')
}
