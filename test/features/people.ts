import { addAccount, openSignInOf } from '../support/every-route-ground.ts'
import type { Objects, Rights } from '../support/features.ts'
import { signInAs } from '../support/people.ts'
import { next } from '../support/right-value.ts'

export const rights: Rights = {
  accounts: ['', 'siud'],
  sign_in_attempts: ['', 'siud'],
  sign_in_links: ['', 'siud'],
  sign_ins: ['', 'siud'],
  links: ['', 'siu'],
}

export const objects: Objects = {
  async accounts({ ground: { plane, bystander }, asker, whose }) {
    await plane.sql`update accounts set disabled_at = null where id = ${bystander} and disabled_at is not null`
    return { own: asker.accountId, others: bystander, missing: crypto.randomUUID() }[whose]
  },
  async walls({ ground: { plane }, whose }) {
    if (whose === 'missing') return crypto.randomUUID()
    await signInAs(plane, 'wall')
    const [wall] = await plane.sql<{ id: string }[]>`
      select id from sign_ins where how = 'wall' and ended_at is null order by id desc limit 1`
    return wall!.id
  },
  async 'sign-ins'({ ground: { plane }, asker, whose }) {
    if (whose === 'missing') return crypto.randomUUID()
    const other = () => addAccount(plane, `signed in ${next()}`, ['policy'])
    // A program is nobody's account.
    const isOwn = whose === 'own' && asker.token === undefined
    return (await openSignInOf(plane, isOwn ? asker.accountId : await other())).id
  },
}
