import type { Static, TSchema } from 'typebox'
import { Check } from 'typebox/schema'
import { CheckAsked, HelpAsked, NothingAsked, PressedAsked, ShownAsked, TodayAsked } from './api.ts'
import type { Kind } from './gate.ts'
import { seenOf } from './seen.ts'
import type { PageAgent, Watching } from './watching.ts'

export type Answer = { status: 200 | 400 | 404 | 409 | 429; body: unknown }

/** What the page may ask for, by path. */
export type Route = {
  kind: Exclude<Kind, 'file'>
  answer: (body: unknown, query: URLSearchParams, gone: AbortSignal) => Promise<Answer>
}

/** Looks over the set that the page may wait for at once: one takes seconds. */
const looksMax = 4

/** What changes something, each with the one body that it takes. */
export function changesOf({ help, messages, today, checks }: PageAgent): Record<string, Route> {
  let looking = 0
  return {
    '/help': change(HelpAsked, asked => {
      help.press(asked)
      return done
    }),
    '/help/withdraw': change(NothingAsked, () => (help.withdraw() ? done : tooLate)),
    '/message/shown': change(ShownAsked, ({ message }) => {
      messages.shown(message)
      return done
    }),
    '/message': change(PressedAsked, ({ message, answer }) =>
      messages.press(message, answer) ? done : gone,
    ),
    '/today': change(TodayAsked, asked => (today.say({ ...asked, until: null }) ? done : tooMuch)),
    '/check': change(CheckAsked, async ({ codes }) => {
      if (looking >= looksMax) return tooMuch
      looking += 1
      await checks.run('page', codes).finally(() => {
        looking -= 1
      })
      return done
    }),
  }
}

/** What is read, for the page alone. */
export function readsOf(agent: PageAgent, watching: Pick<Watching, 'now' | 'after'>): Record<string, Route> {
  return {
    '/state': {
      kind: 'read',
      answer: async (_body, query, gone) => ({
        status: 200,
        body: query.has('after') ? await watching.after(Number(query.get('after')), gone) : watching.now(),
      }),
    },
    '/seen': { kind: 'read', answer: async () => ({ status: 200, body: seenOf(agent) }) },
  }
}

const done: Answer = { status: 200, body: {} }
const tooLate: Answer = { status: 409, body: { error: 'too_late', message: 'A person is helping already.' } }
const gone: Answer = { status: 409, body: { error: 'gone', message: 'That does not stand here any more.' } }
const tooMuch: Answer = {
  status: 429,
  body: { error: 'too_much', message: 'That was said often; wait a while.' },
}

function change<Schema extends TSchema>(
  schema: Schema,
  act: (asked: Static<Schema>) => Answer | Promise<Answer>,
): Route {
  return {
    kind: 'change',
    answer: async body => {
      if (Check(schema, body)) return act(body as Static<Schema>)
      const message = `Expected ${JSON.stringify(schema)}.`
      return { status: 400, body: { error: 'not_understood', message } }
    },
  }
}
