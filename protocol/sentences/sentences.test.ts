import { describe, expect, it } from 'vitest'
import { findingCodes, findingOf } from '../findings.ts'
import { audiences, pageAudiences } from './audiences.ts'
import { sentenceOf, stepOf } from './sentences.ts'

type Said = { who: string; code: string; text: string }

const ofConsole = (['nl', 'en'] as const).flatMap(language =>
  audiences.flatMap(audience =>
    findingCodes.flatMap(code =>
      said(
        `${language} ${audience}`,
        code,
        sentenceOf(language, audience, code),
        stepOf(language, audience, code),
      ),
    ),
  ),
)
const french = pageAudiences.flatMap(audience =>
  findingCodes.flatMap(code =>
    said(`fr ${audience}`, code, sentenceOf('fr', audience, code), stepOf('fr', audience, code)),
  ),
)
const everything = [...ofConsole, ...french]

function said(who: string, code: string, ...texts: (string | undefined)[]): Said[] {
  return texts.flatMap(text => (text === undefined ? [] : [{ who, code, text }]))
}

const words = (text: string) => text.split(/\s+/).filter(word => /[\p{L}\p{N}]/u.test(word))
const breaking = (all: Said[], rule: RegExp) => all.filter(({ text }) => rule.test(text))
const toChild = (language: string) => everything.filter(({ who }) => who === `${language} child`)

describe('the sentences of findings', () => {
  it('takes at most twelve words for each', () => {
    expect(everything.filter(({ text }) => words(text).length > 12)).toEqual([])
  })

  it('says whole sentences, and never the code itself', () => {
    expect(
      everything.filter(({ text, code }) => text.includes(code) || /[_{}<>]\w|undefined/.test(text)),
    ).toEqual([])
    expect(everything.filter(({ text }) => !/^\p{Lu}.*\.$/su.test(text))).toEqual([])
  })

  it.each([
    [
      'nl',
      /netwerk|wifi|internet|server|driver|poort|proxy|UDP|DNS|TLS|STUN|agent|batterij|microfoon|USB|geheugen|schijf|fout|kapot|stuk\b|defect|mislukt|gevaar|nooit|schuld/i,
    ],
    [
      'en',
      /network|wi-?fi|internet|server|driver|port\b|proxy|UDP|DNS|TLS|STUN|agent|battery|microphone|USB|memory|disk|error|broken|fail|danger|never|fault|wrong/i,
    ],
    [
      'fr',
      /réseau|wifi|internet|serveur|pilote|proxy|UDP|DNS|TLS|STUN|agent|batterie|micro\b|USB|mémoire|disque|erreur|cassé|panne|échec|danger|jamais|faute/i,
    ],
  ])(
    'tells a child in %s nothing technical, nothing that frightens and nothing that blames',
    (language, rule) => {
      expect(toChild(language)).not.toEqual([])
      expect(breaking(toChild(language), rule)).toEqual([])
    },
  )

  it('tells a child no numbers', () => {
    expect(breaking([...toChild('nl'), ...toChild('en'), ...toChild('fr')], /\d/)).toEqual([])
  })

  it('keeps numbers, ports and protocols from families and teachers', () => {
    const near = everything.filter(({ who }) => /parent|teacher/.test(who))
    expect(breaking(near, /\d|UDP|DNS|TLS|STUN|MQTT|HTTPS|\bwss\b/)).toEqual([])
  })

  it('uses the words of the house in Dutch', () => {
    const dutch = everything.filter(({ who }) => who.startsWith('nl'))
    const avoided =
      /kwijt|onzeker|hoofdtelefoon|bediening|onbekend|niet gekend|noodsein|toestel in vraag|beltijden|\bu\b|\buw\b/i
    expect(breaking(dutch, avoided)).toEqual([])
  })

  it('has one next step for whatever is not as it should be, and none for what is', () => {
    const bare = findingCodes.filter(code =>
      audiences.some(audience => {
        const isOk = findingOf(code).outcome === 'ok'
        return isOk !== (stepOf('nl', audience, code) === undefined)
      }),
    )
    expect(bare).toEqual([])
  })

  it('names to school ICT and to the helpdesk what a shut network keeps shut', () => {
    const shut = [
      ['doors_shut', /443.*8883/],
      ['udp_blocked', /UDP \(STUN\)/],
      ['dns_failed', /DNS/],
      ['tls_intercepted', /TLS/],
    ] as const
    for (const [code, named] of shut) {
      expect(sentenceOf('nl', 'school_ict', code)).toMatch(named)
      expect(sentenceOf('en', 'helpdesk', code)).toMatch(named)
      expect(stepOf('en', 'school_ict', code)).toMatch(/Let|Exempt/)
    }
  })

  it('tells the helpdesk every code in words of its own', () => {
    for (const language of ['nl', 'en'] as const) {
      const texts = findingCodes.map(code => sentenceOf(language, 'helpdesk', code))
      expect(texts.filter((text, at) => texts.indexOf(text) !== at)).toEqual([])
    }
  })

  it('has nobody at a set restart or pull out what may carry a lesson, for want of us alone', () => {
    const ours = [
      'doors_shut',
      'doors_last_resort',
      'proxy_between',
      'tls_intercepted',
      'udp_blocked',
    ] as const
    const deeds = ours.flatMap(code => pageAudiences.map(audience => stepOf('en', audience, code)))
    expect(deeds.filter(step => /turn|unplug|restart|off/i.test(step ?? ''))).toEqual([])
    expect(ours.map(code => stepOf('nl', 'child', code))).toEqual(ours.map(() => 'Je hoeft niets te doen.'))
  })

  it('has a teacher look at the cable also where there is one', () => {
    expect(stepOf('nl', 'teacher', 'line_poor')).toMatch(/^Kijk of de netwerkkabel goed/)
  })

  it('names what is to be pulled out, for sound has no plug', () => {
    for (const language of ['nl', 'en', 'fr'] as const)
      expect(stepOf(language, 'parent', 'audio_in_absent')).toMatch(/headset|casque/)
  })
})
