import { expect, test } from 'vitest'
import type { Manners } from '../support/identity-provider.ts'
import { letPass, openProviderGround, signedIn, signIn, somebody } from './provider-ground.ts'

const ground = openProviderGround()
/** What the provider says of itself is asked again after so long. */
const askedAgainMs = 3_600_001

test.each<[string, Manners]>([
  ['takes the secret in the header alone', { clientAuth: 'client_secret_basic' }],
  ['takes the secret in the body alone', { clientAuth: 'client_secret_post' }],
  ['takes the secret as a signature alone', { clientAuth: 'client_secret_jwt' }],
  ['signs with another kind of key', { signsWith: 'ES256' }],
  ['wants what is asked pushed first', { wantsPushed: true }],
])('a provider that %s signs people in, as it says of itself', async (_what, manners) => {
  await letPass(askedAgainMs)
  ground.provider.knows(ground.plane.httpUrl, manners)
  expect((await signIn(await signedIn())).end).toBe('/sets')
  expect((await signIn(somebody())).end).toBe('/sign-in?refused=no_role&to=%2Fsets')
})

test('a provider that changes its key from one moment to the next signs people in', async () => {
  await letPass(askedAgainMs)
  ground.provider.knows(ground.plane.httpUrl)
  expect((await signIn(await signedIn())).end).toBe('/sets')
  ground.provider.knows(ground.plane.httpUrl)
  expect((await signIn(await signedIn())).end).toBe('/sets')
})

test('a provider that takes the secret otherwise than it said is asked anew after one refusal', async () => {
  await letPass(askedAgainMs)
  ground.provider.knows(ground.plane.httpUrl, { clientAuth: 'client_secret_post' })
  expect((await signIn(await signedIn())).end).toBe('/sets')
  ground.provider.knows(ground.plane.httpUrl, { clientAuth: 'client_secret_basic' })
  const person = somebody()
  expect((await signIn(person)).end).toContain('refused=provider_refused')
  expect((await signIn(person)).end).toContain('refused=no_role')
})
