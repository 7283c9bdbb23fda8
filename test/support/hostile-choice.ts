import { Compile, type Validator } from 'typebox/compile'
import { inject } from 'vitest'
import type { Contract } from '../../controlplane/platform/http/api.ts'
import { everyRoute } from './every-route.ts'
import type { RightRequest } from './every-route-asked.ts'
import { hostileTexts, type Place, placesOf, withAt } from './hostile-text.ts'

/** In a slice every place gets one text in this many; from place to place others, so that each is tried. */
const oneIn = { slice: 3, full: 1 }[inject('faults')]
/** Of what the schema refuses so many go over the line: they show that it stands before the route. */
const refusedSent = { slice: 2, full: Infinity }[inject('faults')]

type Part = 'params' | 'query' | 'body'
/** A place of a request, with the texts that are sent there: those the schema takes, and those it refuses. */
type Chosen = { place: Place; fitting: string[]; refused: string[] }

/** Which hostile texts a route gets, place by place. */
export function chosenTexts(key: string): Chosen[] {
  const routes = sharers(key)
  const [from, share] = [everyKey.indexOf(routes[0]!), routes.indexOf(key)]
  return placesOf(everyRoute[key]!).map(({ place, fits }, at) => {
    const turn = from + at
    const isShared = place[0] === 'body'
    const texts = hostileTexts.filter((_, order) => (order + turn) % oneIn === 0)
    const refused = texts.filter(text => !fits(text))
    const first = (turn + share) % Math.max(1, refused.length - refusedSent)
    return {
      place,
      fitting: texts.filter(fits).filter((_, order) => !isShared || order % routes.length === share),
      refused: refused.slice(first, first + refusedSent),
    }
  })
}

const everyKey = Object.keys(everyRoute)

/** The routes with the same body, which the same code reads: what fits is divided among them. */
function sharers(key: string): string[] {
  const body = JSON.stringify(everyRoute[key]!.body)
  return inject('faults') === 'full' ? [key] : everyKey.filter(one => bodies.get(one) === body)
}
const bodies = new Map(everyKey.map(key => [key, JSON.stringify(everyRoute[key]!.body)]))

/** What the schemas of a route take though it should not fit there: nothing. Every text is judged, wherever it goes. */
export function takenWrongly(key: string, right: RightRequest): string[] {
  const contract = everyRoute[key]!
  return placesOf(contract).flatMap(({ place, fits }) =>
    hostileTexts
      .filter(text => !fits(text) && isTaken(contract, withAt(right, place, text), place[0] as Part))
      .map(text => `${place.join('.')}: ${text.slice(0, 60)}`),
  )
}

const validators = new Map<object, Validator>()

/** Whether a part of a request is right by its schema. */
export function isTaken(contract: Contract, request: RightRequest, part: Part): boolean {
  const schema = contract[part]!
  const validator = validators.get(schema) ?? Compile(schema)
  validators.set(schema, validator)
  return validator.Check(request[part])
}
