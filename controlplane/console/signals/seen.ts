import type { TFunction } from 'i18next'
import { faultSides, pairVerdicts } from '../../calls/pair/rules.ts'
import { presenceStates } from '../../devices/rules.ts'
import type { Decision } from '../../signals/decision/api.ts'
import { cameraStates } from '../../telemetry/camera/rules.ts'
import { soundStates } from '../../telemetry/sound/rules.ts'

type Detail = Decision['detail']
type Say = (
  t: TFunction,
  value: string | number,
  detail: Detail,
  rule: Decision['rule'],
) => string | undefined

const known = <Word extends string>(words: readonly Word[], value: unknown): Word | undefined =>
  words.find(word => word === value)

/** What each piece of evidence says; one that is not there says nothing. */
const sayings: { readonly [name: string]: Say } = {
  cameras: (t, value) =>
    String(value)
      .split(' ')
      .flatMap(word => known(cameraStates, word) ?? [])
      .map(state => t(`camera.alone.${state}`))
      .join(', '),
  sound: (t, value) => {
    const state = known(soundStates, value)
    return state && t(`sound.${state}`)
  },
  verdict: (t, value) => {
    const verdict = known(pairVerdicts, value)
    return verdict && t(`said.${verdict}`)
  },
  side: (t, value) => {
    const side = known(faultSides, value)
    return side && t(`fault.${side}`)
  },
  presence: (t, value) => {
    const presence = known(presenceStates, value)
    return presence && t(`presence.${presence}`)
  },
  percent: (t, number) => t('why.seen.battery', { number }),
  starts: (t, count) => t('why.seen.starts', { count: Number(count) }),
  times: (t, count) => t('why.seen.times', { count: Number(count) }),
  gone: (t, gone, { expected }) => t('why.seen.gone', { gone, expected: Number(expected) }),
  check: (t, check) => t('why.seen.check', { check }),
  what: (_t, what) => String(what),
  value: (t, value, _detail, rule) => {
    if (rule === 'disk') return t('why.seen.disk', { number: value })
    if (rule === 'weak_wifi') return t('why.seen.wifi', { number: value })
    if (rule === 'clock') return t('why.seen.clock', { number: Math.round(Math.abs(Number(value)) / 1000) })
    return undefined
  },
}

/** What was seen, in words, as far as the evidence says; in the order of `sayings`. */
export function seenWords(t: TFunction, { rule, detail }: Pick<Decision, 'rule' | 'detail'>): string[] {
  return Object.entries(sayings).flatMap(([name, say]) => {
    const value = detail[name]
    if (typeof value !== 'string' && typeof value !== 'number') return []
    return say(t, value, detail, rule) || []
  })
}
