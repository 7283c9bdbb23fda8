import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { ensureAccount } from '../../controlplane/people/account/actions.ts'
import { signInCookie } from '../../controlplane/people/guard/routes.ts'
import type { Role } from '../../controlplane/people/rules.ts'
import { issueLink, signInByLink } from '../../controlplane/people/sign-in/actions.ts'
import { openPersonalKeys } from '../../controlplane/platform/keys/personal-data.ts'
import type { TestControlPlane } from '../support/control-plane.ts'
import type { SignedIn } from '../support/people.ts'

type Name = { firstName: string; name: string }

/** Somebody known by an identity provider. Returns the account. */
export async function addPerson(
  { sql, dataDir, clock }: TestControlPlane,
  { firstName, name }: Name,
  roles: readonly Role[],
): Promise<string> {
  const personal = await openPersonalKeys(dataDir, clock.now())
  const email = `${firstName}.${name}@school.example`.toLowerCase()
  const person = { issuer: 'https://login.example', subject: email, roles, firstName, name, email }
  return sql.begin(tx => ensureAccount(tx, personal, person, clock.now()))
}

/** A browser of this person, signed in. */
export async function signInPerson(
  { sql, httpUrl, clock }: TestControlPlane,
  accountId: string,
  browser = 'a test',
): Promise<SignedIn> {
  const now = clock.now()
  const token = await issueLink(sql, { accountId, actor: 'server', now })
  const outcome = await signInByLink(sql, { token, browser, replaces: undefined, now })
  if (!outcome.ok) throw new Error(`the link was refused: ${outcome.refusal}`)
  return { httpUrl, cookie: `${signInCookie}=${outcome.token}`, accountId }
}

/** What has the focus, as its name is read out or its text. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement
    const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : undefined
    return element?.getAttribute('aria-label') ?? label ?? element?.textContent ?? ''
  })

/** More stops than any page has between two things that belong together. */
const stopsMax = 40

/** Goes on by the tabulator until something with this name has the focus. @throws when it never comes */
export async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let stop = 0; stop < stopsMax; stop++) {
    await page.keyboard.press('Tab')
    if (name.test(await focused(page))) return
  }
  throw new Error(`the tabulator never came to ${name}`)
}

/** Waits until something with this name has the focus. @throws when it never comes */
export const focusOn = (page: Page, name: RegExp) => expect.poll(() => focused(page)).toMatch(name)

/** Puts back what was just done by its key, once that is offered. */
export async function undoByKey(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Maak ongedaan' }).waitFor()
  await page.keyboard.press('u')
}
