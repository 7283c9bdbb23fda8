import { describe, expect, test } from 'vitest'
import { startControlPlane } from '../support/control-plane.ts'
import { startIdentityProvider } from '../support/identity-provider.ts'
import { openTraveller, travel } from '../support/journey.ts'
import {
  attemptCookie,
  letPass,
  openProviderGround,
  rolesIn,
  signedIn,
  signIn,
  somebody,
} from './provider-ground.ts'

const ground = openProviderGround()
const unknown = '/sign-in?refused=attempt_unknown'
const refused = '/sign-in?refused=provider_refused&to=%2Fsets'
const away = '/sign-in?refused=provider_away&to=%2Fsets'

describe('the way to the provider and back', () => {
  test('ends for an answer with another state, and the right one still comes in', async () => {
    const person = await signedIn()
    let forged: string | null = ''
    const { end } = await signIn(person, '/sets', {
      // Another page makes this browser come back with a state of its own, just before.
      async back() {
        const address = `${ground.plane.httpUrl}/api/sign-in/callback?code=abc&state=forged`
        forged = (await person.browser.ask(address, { isFromElsewhere: true })).headers.get('location')
      },
    })
    expect([end, forged]).toEqual(['/sets', unknown])
  })

  test.each(['%ff', 'a'.repeat(4000), "'%20or%201=1--", '&state=b'])(
    'ends for a state that is no state: %s',
    async state => {
      const headers = { cookie: `${attemptCookie}=${'A'.repeat(43)}` }
      const address = `${ground.plane.httpUrl}/api/sign-in/callback?state=${state}`
      const answer = await fetch(address, { headers, redirect: 'manual' })
      expect([answer.status, answer.headers.get('location')]).toEqual([302, unknown])
    },
  )

  test('is gone once: neither the address nor its code serves a second time', async () => {
    const person = await signedIn()
    const { back } = await signIn(person)
    const again = await person.browser.ask(back?.href ?? '')
    expect(again.headers.get('location')).toBe(unknown)
    const used = back?.searchParams.get('code') ?? ''
    const { end } = await signIn(person, '/sets', { back: address => address.searchParams.set('code', used) })
    expect(end).toBe(refused)
  })

  test('belongs to one browser: with the cookie of another, or none, nobody comes in', async () => {
    const { httpUrl } = ground.plane
    const thief = openTraveller()
    const ends: (string | null)[] = []
    const steal = async (address: URL) => ends.push((await thief.ask(address.href)).headers.get('location'))
    const victim = await signedIn()
    const { end } = await signIn(victim, '/sets', {
      async back(address) {
        await steal(address)
        thief.keep(httpUrl, attemptCookie, 'A'.repeat(43))
        await steal(address)
        await thief.ask(`${httpUrl}/api/sign-in/provider`)
        await steal(address)
      },
    })
    expect(ends).toEqual([unknown, unknown, unknown])
    expect(end).toBe('/sets')
  })

  test.each([
    ['another nonce', { there: (to: URL) => to.searchParams.set('nonce', 'another') }],
    [
      'a challenge of another verifier',
      {
        there: (to: URL) =>
          to.searchParams.set('code_challenge', 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'),
      },
    ],
    ['another issuer', { back: (to: URL) => to.searchParams.set('iss', 'https://evil.example') }],
    ['no issuer', { back: (to: URL) => to.searchParams.delete('iss') }],
    ['two codes', { back: (to: URL) => to.searchParams.append('code', 'another') }],
    ['a made-up code', { back: (to: URL) => to.searchParams.set('code', 'made-up') }],
  ])('ends for an answer with %s', async (_, bend) => {
    const person = somebody()
    expect((await signIn(person, '/sets', bend)).end).toBe(refused)
    expect(await rolesIn(person)).toBeUndefined()
  })

  test('ends where the person turns back', async () => {
    const { browser, member } = somebody()
    const nobody = { browser, member: { ...member, subject: 'turns back' } }
    expect((await signIn(nobody)).end).toBe(refused)
  })

  test('ends after ten minutes', async () => {
    const late = () => letPass(10 * 60_000)
    expect((await signIn(await signedIn(), '/sets', { back: late })).end).toBe(unknown)
  })
})

describe('a provider that is away', () => {
  test('stops no start of ours; people come in as soon as it is back', async () => {
    const provider = await startIdentityProvider([{ subject: 'an', groups: [], amr: ['mfa'] }])
    const plane = await startControlPlane({ provider: provider.settings })
    const go = () =>
      travel(openTraveller(), { consoleUrl: plane.httpUrl, from: '/api/sign-in/provider', as: 'an' })
    try {
      expect((await fetch(`${plane.httpUrl}/api/sign-in`)).status).toBe(200)
      expect((await go()).end).toBe('/sign-in?refused=provider_away')
      provider.knows(plane.httpUrl)
      expect((await go()).end).toBe('/sign-in?refused=no_group')
      provider.goAway()
      const slow = openTraveller()
      const to = await slow.ask(`${plane.httpUrl}/api/sign-in/provider`)
      expect((await slow.ask(to.headers.get('location') ?? '')).status).toBe(503)
      provider.comeBack()
      expect((await go()).end).toBe('/sign-in?refused=no_group')
    } finally {
      await plane.stop()
      await provider.stop()
    }
  })

  test('sends the person back with the reason when it goes away in between', async () => {
    const person = somebody()
    expect((await signIn(person, '/sets', { back: () => ground.provider.goAway() })).end).toBe(away)
    ground.provider.comeBack()
    expect((await signIn(person)).end).toBe('/sign-in?refused=no_role&to=%2Fsets')
  })

  test('holds nobody up for longer than ten seconds when it does not answer at all', async () => {
    const person = somebody()
    const from = performance.now()
    expect((await signIn(person, '/sets', { back: () => ground.provider.fallSilent() })).end).toBe(away)
    expect(performance.now() - from).toBeLessThan(10_000)
    ground.provider.comeBack()
  })
})

describe('somebody who poses as the provider', () => {
  const an = { subject: 'an', groups: ['setwacht-admin'], amr: ['mfa'] }
  const refusedAtStart = '/sign-in?refused=provider_refused'

  test.each([
    ['under a name that is not exactly the one that was set', (issuer: string) => `${issuer}/`, false],
    ['by a token that no key of the provider signed', (issuer: string) => issuer, true],
  ])('lets nobody in %s', async (_, named, hides) => {
    const provider = await startIdentityProvider([an])
    const { settings } = provider
    const plane = await startControlPlane({ provider: { ...settings, issuer: named(settings.issuer) } })
    provider.knows(plane.httpUrl)
    if (hides) provider.hideKey()
    const from = '/api/sign-in/provider'
    const { end } = await travel(openTraveller(), { consoleUrl: plane.httpUrl, from, as: 'an' })
    expect(end).toBe(refusedAtStart)
    await plane.stop()
    await provider.stop()
  })
})

test('too many journeys a minute from one address end at the page for signing in', async () => {
  const ends = new Set<string | null>()
  for (let count = 0; count <= 60; count++) {
    const answer = await fetch(`${ground.plane.httpUrl}/api/sign-in/callback`, { redirect: 'manual' })
    ends.add(answer.headers.get('location'))
  }
  expect([...ends]).toEqual([unknown, '/sign-in?refused=too_many'])
})
