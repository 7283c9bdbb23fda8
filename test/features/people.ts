import { addAccount, openSignInOf } from '../support/every-route-ground.ts'
import type { Objects, Rights } from '../support/features.ts'
import { next } from '../support/right-value.ts'

export const rights: Rights = {
  accounts: ['', 'siud'],
  sign_in_attempts: ['', 'siud'],
  sign_in_links: ['', 'siud'],
  sign_ins: ['', 'siud'],
}

export const objects: Objects = {
  async accounts({ ground: { plane, bystander }, asker, whose }) {
    await plane.sql`update accounts set disabled_at = null where id = ${bystander} and disabled_at is not null`
    return { own: asker.accountId, others: bystander, missing: crypto.randomUUID() }[whose]
  },
  async 'sign-ins'({ ground: { plane }, asker, whose }) {
    if (whose === 'missing') return crypto.randomUUID()
    const other = () => addAccount(plane, `signed in ${next()}`, ['policy'])
    return (await openSignInOf(plane, whose === 'own' ? asker.accountId : await other())).id
  },
}
