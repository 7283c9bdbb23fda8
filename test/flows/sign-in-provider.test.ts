import { describe, expect, test } from 'vitest'
import { startBrowser } from '../support/browser.ts'
import { tellAs } from '../support/people.ts'
import {
  accountOf,
  actsOf,
  attemptCookie,
  give,
  openProviderGround,
  rolesIn,
  signedIn,
  signIn,
  signInCookie,
  somebody,
} from './provider-ground.ts'

const ground = openProviderGround()

describe('who the identity provider vouches for', () => {
  test('is known from the first time on, may nothing until an administrator gives a role, and then comes in', async () => {
    const person = somebody({ given_name: 'An', family_name: 'Peeters', email: 'an@school.example' })
    expect((await signIn(person)).end).toBe('/sign-in?refused=no_role&to=%2Fsets')
    expect(await rolesIn(person)).toBeUndefined()
    await give(person, ['helpdesk'])
    expect((await signIn(person, '/sets?kind=home')).end).toBe('/sets?kind=home')
    expect(await rolesIn(person)).toEqual(['helpdesk'])
    const me = await (await person.browser.ask(`${ground.plane.httpUrl}/api/me`)).json()
    expect(me).toMatchObject({ how: 'provider', account: { firstName: 'An', name: 'Peeters' } })
    expect(await actsOf(person)).toEqual([
      { act: 'account_added' },
      { act: 'sign_in_refused', why: 'no_role' },
      { act: 'roles_changed' },
      { act: 'signed_in' },
    ])
  })

  test.each([
    { groups: ['setwacht-helpdesk', 'setwacht-lead'], given: ['helpdesk'], has: ['helpdesk'] },
    { groups: ['setwacht-lead'], given: ['helpdesk', 'lead', 'admin'], has: ['lead'] },
    { groups: ['setwacht-lead'], given: ['helpdesk'], refused: 'no_role' },
    { groups: ['setwacht-boss', 'Setwacht-Lead', 'lead'], given: ['lead'], refused: 'no_group' },
    { groups: [], given: ['admin'], refused: 'no_group' },
  ] as const)('has a role only where group and account agree: %j', async ({ groups, given, ...then }) => {
    const person = somebody()
    await signIn(person)
    await give(person, [...given])
    person.member.groups = [...groups]
    const { end } = await signIn(person)
    expect(end).toBe('refused' in then ? `/sign-in?refused=${then.refused}&to=%2Fsets` : '/sets')
    expect(await rolesIn(person)).toEqual('has' in then ? then.has : undefined)
  })

  test('is one account, however many browsers it comes from at once', async () => {
    const person = somebody()
    const browsers = [person, ...Array.from({ length: 4 }, () => ({ ...somebody(), member: person.member }))]
    const ends = await Promise.all(browsers.map(one => signIn(one)))
    expect(new Set(ends.map(({ end }) => end))).toEqual(new Set(['/sign-in?refused=no_role&to=%2Fsets']))
    expect((await actsOf(person)).filter(({ act }) => act === 'account_added')).toHaveLength(1)
  })

  test('has less at the next sign-in when a group was taken away', async () => {
    const person = somebody({ groups: ['setwacht-helpdesk', 'setwacht-lead'] })
    await signIn(person)
    await give(person, ['helpdesk', 'lead'])
    await signIn(person)
    expect(await rolesIn(person)).toEqual(['helpdesk', 'lead'])
    person.member.groups = ['setwacht-helpdesk']
    await signIn(person)
    expect(await rolesIn(person)).toEqual(['helpdesk'])
  })

  test('is refused without a second factor; who is unknown leaves no account behind', async () => {
    const known = await signedIn()
    const again = { ...somebody(), member: known.member }
    known.member.amr = ['pwd']
    expect((await signIn(again)).end).toBe('/sign-in?refused=no_second_factor&to=%2Fsets')
    expect((await actsOf(known)).at(-1)).toEqual({ act: 'sign_in_refused', why: 'no_second_factor' })
    const unknown = somebody({ amr: ['pwd'] })
    expect((await signIn(unknown)).end).toBe('/sign-in?refused=no_second_factor&to=%2Fsets')
    expect(await accountOf(unknown)).toBeUndefined()
    const outsider = somebody({ groups: [] })
    expect((await signIn(outsider)).end).toBe('/sign-in?refused=no_group&to=%2Fsets')
    expect(await accountOf(outsider)).toBeUndefined()
  })

  test('is refused while the account is shut, and that is written down', async () => {
    const person = await signedIn()
    const path = `/api/accounts/${await accountOf(person)}/disable`
    expect((await tellAs(ground.plane.admin, path)).status).toBe(200)
    expect((await signIn(person)).end).toBe('/sign-in?refused=account_disabled&to=%2Fsets')
    expect(await rolesIn(person)).toBeUndefined()
    expect((await actsOf(person)).at(-1)).toEqual({ act: 'sign_in_refused', why: 'account_disabled' })
  })
})

describe('the browser', () => {
  test('keeps cookies out of reach of scripts and other sites, and the one of the journey ends with it', async () => {
    const person = somebody()
    let attempt = ''
    await signIn(person, '/', {
      there: () => {
        attempt = person.browser.setCookie(attemptCookie) ?? ''
      },
    })
    expect(attempt).toMatch(
      /^__Host-setwacht-attempt=[A-Za-z0-9_-]{43}; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
    expect(person.browser.cookie(ground.plane.httpUrl, attemptCookie)).toBeUndefined()
    await give(person, ['helpdesk'])
    await signIn(person)
    expect(person.browser.setCookie(signInCookie)).toMatch(
      /^__Host-setwacht=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    )
  })

  test('gets a new sign-in every time, and the one it had is dead', async () => {
    const person = await signedIn()
    const { plane } = ground
    const before = person.browser.cookie(plane.httpUrl, signInCookie) ?? ''
    await signIn(person)
    const after = person.browser.cookie(plane.httpUrl, signInCookie) ?? ''
    expect(after).not.toBe(before)
    const headers = { cookie: `${signInCookie}=${before}` }
    expect((await fetch(`${plane.httpUrl}/api/me`, { headers })).status).toBe(401)
  })

  test.each([
    '//evil.example',
    'https://evil.example/',
    '/\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    'javascript:alert(1)',
    'sets',
    '/api/export/sets',
    `/${'a'.repeat(600)}`,
  ])('comes back to the start of the console, never to %j', async to => {
    expect((await signIn(await signedInOnce(), to)).end).toBe('/')
  })

  test('comes from the page of the provider to the console, signed in', async () => {
    const person = await signedIn({ given_name: 'Noor' })
    const browser = await startBrowser(ground.plane.httpUrl)
    try {
      const page = await browser.context.newPage()
      await page.goto(`${ground.plane.httpUrl}/api/sign-in/provider?to=/sets`)
      await page.getByRole('button', { name: person.member.subject }).click()
      await page.waitForURL(`${ground.plane.httpUrl}/sets**`)
      const me = await page.evaluate(async () => (await fetch('/api/me')).json())
      expect(me).toMatchObject({ account: { firstName: 'Noor' }, how: 'provider' })
      const kept = await browser.context.cookies(ground.plane.httpUrl)
      const asStrict = { name: signInCookie, httpOnly: true, secure: true, sameSite: 'Strict' }
      expect(kept).toEqual([expect.objectContaining(asStrict)])
    } finally {
      await browser.close()
    }
  })
})

let once: ReturnType<typeof signedIn> | undefined
function signedInOnce() {
  once ??= signedIn()
  return once
}
