import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useRouter, useRouterState } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sayFailed } from '../data/undo.ts'
import { enrolmentQuery } from '../device/enrolmentQuery.ts'
import { setQuery } from '../parts/setQuery.ts'
import { trajectoryQuery } from '../parts/trajectoryQuery.ts'
import { placeQuery } from '../places/placeQuery.ts'
import type { Action } from '../session/actions.ts'
import { mayDo } from '../session/useMay.ts'
import { useMe } from '../session/useMe.ts'
import { ticketQuery } from '../ticket/ticketQuery.ts'
import { needTexts } from '../ui/text.ts'
import type { PageName } from './areas.ts'
import { addressOf } from './objects.ts'
import { maySee, pageNames, pages } from './pages.ts'
import { type ObjectName, registry, registryTexts } from './registry.ts'
import type { Hands } from './shellActions.ts'

/** An action with what it is done to, as it is shown: for who may, with why not now. */
export type Act = {
  key: string
  says: string
  /** Everything by which people look for it. */
  finds: string
  whyNot: string | undefined
  run: () => void
}

/** Readies actions for this person. `object`: to which page they belong. */
function useReady() {
  const { t } = useTranslation()
  const { roles } = useMe()
  const client = useQueryClient()
  const navigate = useNavigate()
  const router = useRouter()
  return <Of>(actions: readonly Action<Of>[], of: Of, object?: ObjectName): Act[] => {
    const open = async () => {
      if (!object) return
      const address = addressOf(object)
      if (router.state.location.pathname === address) return
      await navigate({ to: address })
      await drawn()
    }
    return actions
      .filter(({ policy, fits }) => mayDo(roles, policy) && (!fits || fits(of)))
      .map(({ verb, synonyms, whyNot, run }) => {
        const why = whyNot?.(of)
        const says = t(verb)
        return {
          key: verb,
          says,
          finds: synonyms ? `${says} ${t(synonyms)}` : says,
          whyNot: why && t(why),
          run: () => {
            if (whyNot?.(of) === undefined) void carryOut(() => run(of, { t, roles, client, navigate, open }))
          },
        }
      })
  }
}

/** What was refused is said where what was done is said. */
async function carryOut(run: () => unknown) {
  try {
    await run()
  } catch (error) {
    sayFailed(error)
  }
}

/** Until what React has to draw is on the page. */
async function drawn() {
  for (const _frame of [1, 2]) await new Promise(resolve => requestAnimationFrame(resolve))
}

/** Found by what they are called in either language. */
export function usePageActs(): Act[] {
  return useReady()(registry.pages, undefined).map(act => {
    const name = pageNames.find(name => act.key === `pages.${name}`)!
    return { ...act, finds: Object.values(pages[name].says).join(' ') }
  })
}

/** What can be done wherever one is. */
export function useAnywhere(hands: Hands) {
  const acts = useReady()(registry.anywhere, hands)
  return acts.map(act => {
    const { keys, isKeyOnly } = registry.anywhere.find(({ verb }) => verb === act.key)!
    return { ...act, keys, isKeyOnly }
  })
}

/** On which page the objects of a kind stand. */
const pageOf = {
  trajectories: 'trajectories',
  sets: 'sets',
  locations: 'locations',
  tickets: 'queue',
} as const satisfies Record<ObjectName['kind'], PageName>

/** What can be done with an object; undefined: what it is like has not come. */
export function useActsOf(object: ObjectName | undefined): Act[] | undefined {
  const ready = useReady()
  const { roles } = useMe()
  const idOf = (kind: ObjectName['kind']) => (object?.kind === kind ? object.id : '')
  const isOf = (kind: ObjectName['kind']) => object?.kind === kind && maySee(roles, pageOf[kind])
  const { data: set } = useQuery({ ...setQuery(idOf('sets')), enabled: isOf('sets') })
  const { data: enrolment } = useQuery({
    ...enrolmentQuery(idOf('sets')),
    enabled: isOf('sets') && mayDo(roles, 'seeDevices'),
  })
  const { data: trajectory } = useQuery({
    ...trajectoryQuery(idOf('trajectories')),
    enabled: isOf('trajectories'),
  })
  const { data: ticket } = useQuery({ ...ticketQuery(idOf('tickets')), enabled: isOf('tickets') })
  const { data: place } = useQuery({ ...placeQuery(idOf('locations')), enabled: isOf('locations') })
  if (isOf('sets')) return set && ready(registry.sets, { set, enrolment }, object)
  if (isOf('trajectories')) return trajectory && ready(registry.trajectories, trajectory, object)
  if (isOf('tickets')) return ticket && ready(registry.tickets, ticket, object)
  return isOf('locations') ? place && ready(registry.locations, place, object) : []
}

/** Whether the words of all actions are there; asked for once they are wanted. */
export function useActWords(isWanted: boolean): boolean {
  const [areThere, setThere] = useState(false)
  useEffect(() => {
    if (isWanted && !areThere) void Promise.all(registryTexts.map(needTexts)).then(() => setThere(true))
  }, [isWanted, areThere])
  return areThere
}

/** The object whose page this is. */
export function useObjectHere(): ObjectName | undefined {
  const at = useRouterState({ select: ({ matches }) => matches.at(-1)?.pathname ?? '/' })
  const [, kind, id] = at.match(/^\/(trajectories|sets|locations|tickets)\/([^/]+)$/) ?? []
  if (kind === undefined || id === undefined || id === 'new') return undefined
  return { kind: kind as ObjectName['kind'], id: decodeURIComponent(id) }
}
