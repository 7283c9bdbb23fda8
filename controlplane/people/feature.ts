import type { Database } from '../platform/postgres/database.ts'
import type { Job } from '../platform/schedule.ts'
import { accountApi } from './account/api.ts'
import { accountRoutes } from './account/routes.ts'
import { purgeLinks } from './link/actions.ts'
import { linkApi } from './link/api.ts'
import { linkRoutes } from './link/routes.ts'
import { providerApi } from './provider/api.ts'
import { providerRoutes } from './provider/routes.ts'
import { purgeSignIns } from './sign-in/actions.ts'
import { signInApi } from './sign-in/api.ts'
import { signInRoutes } from './sign-in/routes.ts'
import { wallApi } from './wall/api.ts'
import { wallRoutes } from './wall/routes.ts'

const acts = [
  'signed_in',
  'signed_out',
  'sign_in_refused',
  'sign_in_confirmed',
  'sign_in_ended',
  'link_issued',
  'wall_made',
  'wall_opened',
  'wall_ended',
  'account_added',
  'roles_changed',
  'account_disabled',
  'account_enabled',
  'first_name_shown',
  'language_chosen',
  'link_used',
  'personal_key_rotated',
] as const
declare module '../audit/rules.ts' {
  interface ActsOf {
    people: typeof acts
  }
}

export const people = {
  api: { ...signInApi, ...providerApi, ...accountApi, ...wallApi, ...linkApi },
  acts,
  routes: [signInRoutes, providerRoutes, accountRoutes, wallRoutes, linkRoutes],
  // Nobody asks through links yet: whoever does takes this work to itself.
  jobs: ({ owner }: { owner: Database }): Job[] => [
    { name: 'purge sign-ins', cron: '0 24 2 * * *', run: now => purgeSignIns(owner, now) },
    { name: 'purge links', cron: '0 28 2 * * *', run: now => purgeLinks(owner, now) },
  ],
}
