import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { AuditPage } from '../../audit/api.ts'
import { audiences } from '../../people/rules.ts'
import { ask } from '../data/fetch.ts'
import { mayDo } from '../session/useMay.ts'
import { useMe } from '../session/useMe.ts'

const shownOfId = 8
type Actors = AuditPage['actors']

/** Who an actor is, in words: a first name, the server, or what happens by itself. */
export function useWho(known: Actors) {
  const { t } = useTranslation()
  return (actor: string, firstName?: string | null): string => {
    const name = known.find(each => each.actor === actor)?.firstName ?? firstName
    if (name) return name
    if (actor === 'server') return t('admin.audit.server')
    if (actor === 'system') return t('admin.audit.system')
    const audience = audiences.find(each => each === actor)
    if (audience) return t(`admin.audit.audience.${audience}`)
    return t('admin.audit.account', { start: actor.slice(0, shownOfId) })
  }
}

/** Who the log can be about: for who looks after people everybody, for others those who occur in it. */
export function useKnown(actors: Actors | undefined): Actors {
  const { t } = useTranslation()
  const { roles } = useMe()
  const { data } = useQuery({
    queryKey: ['accounts', ''],
    queryFn: ({ signal }) => ask('/api/accounts', {}, {}, signal),
    enabled: mayDo(roles, 'seePeople'),
  })
  return useMemo(() => {
    const people = data?.accounts.map(({ id, firstName, issuer, roles }) => {
      const held = roles.map(role => t(`admin.role.${role}`)).join(', ')
      return { actor: id, firstName: issuer === null ? `${firstName} (${held})` : firstName }
    })
    return [...(people ?? []), ...(actors ?? [])]
  }, [actors, data, t])
}
