import { describe, expect, test } from 'vitest'
import { startBrowser } from '../support/browser.ts'
import { startControlPlane } from '../support/control-plane.ts'
import { startIdentityProvider } from '../support/identity-provider.ts'
import { openTraveller, travel } from '../support/journey.ts'
import { askAs, signInAs, tellAs } from '../support/people.ts'
import {
  accountOf,
  actsOf,
  letPass,
  openProviderGround,
  rolesIn,
  type Somebody,
  signedIn,
  somebody,
} from './provider-ground.ts'

const ground = openProviderGround()

/** Whoever proved to be there before has done so six minutes ago. */
const sixMinutesLater = () => letPass(6 * 60_000)
/** Seconds since 1970. */
const nowSeconds = () => Math.floor(ground.plane.clock.now() / 1000)

const confirm = ({ browser, member }: Somebody, as = member.subject, back = () => undefined as unknown) =>
  travel(browser, {
    consoleUrl: ground.plane.httpUrl,
    from: '/api/sign-in/confirm?to=/sets/KS-0001',
    as,
    bend: { back },
  })

async function exportSets({ browser }: Somebody): Promise<{ status: number; error: string | undefined }> {
  const headers = { 'sec-fetch-site': 'same-origin' }
  const answer = await browser.ask(`${ground.plane.httpUrl}/api/sets/export`, { headers })
  const isRefusal = answer.headers.get('content-type')?.includes('json')
  const refusal = isRefusal ? ((await answer.json()) as { error: string }) : undefined
  return { status: answer.status, error: refusal?.error }
}

describe('a person who is asked to prove again to be there', () => {
  test('goes to the provider, says who it is, comes back to the same page and may go on', async () => {
    const person = await signedIn()
    expect(await exportSets(person)).toMatchObject({ status: 200 })
    await sixMinutesLater()
    expect(await exportSets(person)).toEqual({ status: 403, error: 'not_confirmed' })
    expect((await confirm(person)).end).toBe('/sets/KS-0001')
    expect(await exportSets(person)).toMatchObject({ status: 200 })
    expect((await actsOf(person)).map(({ act }) => act)).toContain('sign_in_confirmed')
  })

  test.each([
    ['not_fresh', { seenAt: () => nowSeconds() - 120 }],
    ['not_fresh', { seenAt: () => nowSeconds() + 120 }],
    ['no_second_factor', { amr: ['pwd'] }],
    ['no_group', { groups: [] }],
  ] as const)('is not confirmed when the provider says otherwise: %s', async (refusal, now) => {
    const person = await signedIn()
    await sixMinutesLater()
    const { seenAt, ...rest } = { seenAt: undefined, ...now }
    Object.assign(person.member, rest, seenAt && { seenAt: seenAt() })
    expect((await confirm(person)).end).toBe(`/sign-in?refused=${refusal}&to=%2Fsets%2FKS-0001`)
    expect(await exportSets(person)).toEqual({ status: 403, error: 'not_confirmed' })
    expect((await actsOf(person)).at(-1)).toEqual({ act: 'sign_in_refused', why: refusal })
  })

  test('is not confirmed by somebody else, who is not signed in by it either', async () => {
    const person = await signedIn()
    const other = somebody({ groups: ['setwacht-admin'] })
    await sixMinutesLater()
    person.browser.forget(ground.provider.settings.issuer)
    expect((await confirm(person, other.member.subject)).end).toBe(
      '/sign-in?refused=other_person&to=%2Fsets%2FKS-0001',
    )
    expect(await exportSets(person)).toEqual({ status: 403, error: 'not_confirmed' })
    expect(await rolesIn(person)).toEqual(['helpdesk'])
    expect(await accountOf(other)).toBeUndefined()
  })

  test('confirms no sign-in that has ended meanwhile', async () => {
    const person = await signedIn()
    const me = await person.browser.ask(`${ground.plane.httpUrl}/api/me`)
    const { signIn } = (await me.json()) as { signIn: string }
    const kill = () => tellAs(ground.plane.admin, `/api/sign-ins/${signIn}`, {}, 'DELETE')
    const { end: where } = await confirm(person, undefined, kill)
    expect(where).toBe('/sign-in?refused=attempt_unknown&to=%2Fsets%2FKS-0001')
    expect(await rolesIn(person)).toBeUndefined()
  })

  test('does so in a browser, whose cookie stays at home on the way back', async () => {
    const person = await signedIn({ given_name: 'Noor' })
    const { httpUrl } = ground.plane
    const browser = await startBrowser(httpUrl)
    try {
      const page = await browser.context.newPage()
      const sayWho = () => page.getByRole('button', { name: person.member.subject }).click()
      const confirmedAt = () =>
        page.evaluate(
          async () => ((await (await fetch('/api/me')).json()) as { confirmedAt: number }).confirmedAt,
        )
      await page.goto(`${httpUrl}/api/sign-in/provider?to=/sets`)
      await sayWho()
      await page.waitForURL(`${httpUrl}/sets**`)
      await sixMinutesLater()
      expect(ground.plane.clock.now() - (await confirmedAt())).toBeGreaterThan(5 * 60_000)
      await page.evaluate(() => location.assign('/api/sign-in/confirm?to=/sets'))
      await sayWho()
      await page.waitForURL(`${httpUrl}/sets**`)
      expect(ground.plane.clock.now() - (await confirmedAt())).toBeLessThan(60_000)
    } finally {
      await browser.close()
    }
  })

  test('asks for a fresh link where it signed in by one', async () => {
    const answer = await askAs(ground.plane.admin, '/api/sign-in/confirm', { redirect: 'manual' })
    expect(answer.status).toBe(409)
    expect(await answer.json()).toMatchObject({ error: 'link_sign_in', expected: 'a fresh link' })
  })
})

describe('who signs out', () => {
  const signOut = ({ browser }: Somebody) =>
    browser.ask(`${ground.plane.httpUrl}/api/sign-out`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: ground.plane.httpUrl },
      body: '{}',
    })

  test('is signed out here at once, and hears where to sign out at the provider too', async () => {
    const person = await signedIn()
    const answer = (await (await signOut(person)).json()) as { providerSignOut: string }
    expect(await rolesIn(person)).toBeUndefined()
    const there = new URL(answer.providerSignOut)
    expect(there.origin).toBe(ground.provider.settings.issuer)
    expect(there.searchParams.get('post_logout_redirect_uri')).toBe(`${ground.plane.httpUrl}/sign-in`)
    expect((await person.browser.ask(there.href)).status).toBe(200)
  })

  test('is signed out here while the provider is away', async () => {
    const person = await signedIn()
    ground.provider.goAway()
    expect((await signOut(person)).status).toBe(200)
    ground.provider.comeBack()
    expect(await rolesIn(person)).toBeUndefined()
  })

  test('hears of no provider after a link', async () => {
    const person = await signInAs(ground.plane, 'helpdesk')
    const answer = await tellAs(person, '/api/sign-out')
    expect(await answer.json()).toEqual({ done: true, providerSignOut: null })
    expect((await askAs(person, '/api/me')).status).toBe(401)
  })
})

test.each([
  [{ claim: 'acr', value: '2' } as const, { acr: '1' }, { acr: '2' }],
  [{ claim: 'acrs', value: 'c1' } as const, {}, { acrs: 'c1' }],
])('a second factor can be proved by another claim: %j', async (secondFactor, without, having) => {
  const asked: URL[] = []
  const an = { subject: 'an', groups: ['setwacht-admin'], amr: ['mfa'], ...without }
  const provider = await startIdentityProvider([an], { secondFactor })
  const plane = await startControlPlane({ provider: provider.settings })
  provider.knows(plane.httpUrl)
  const bend = { there: (address: URL) => asked.push(new URL(address)) }
  const go = () =>
    travel(openTraveller(), { consoleUrl: plane.httpUrl, from: '/api/sign-in/provider', as: 'an', bend })
  try {
    expect((await go()).end).toBe('/sign-in?refused=no_second_factor')
    Object.assign(an, having)
    expect((await go()).end).toBe('/sign-in?refused=no_role')
    const wanted = Object.fromEntries(asked[0]?.searchParams ?? [])
    if (secondFactor.claim === 'acr') expect(wanted.acr_values).toBe('2')
    else
      expect(JSON.parse(wanted.claims ?? '')).toEqual({
        id_token: { acrs: { essential: true, value: 'c1' } },
      })
  } finally {
    await plane.stop()
    await provider.stop()
  }
})
