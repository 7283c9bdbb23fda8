import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** They do the most: begun last, one of them would keep one core busy while the other has nothing to do any more. */
const long = [
  'accessibility',
  'admin',
  'demo',
  'embedded-database',
  'embedded-database-refusals',
  'enrolment',
  'hostile-input',
  'hostile-text',
  'personal-key',
  'page-looks',
  'places',
  'sign-in',
  'sign-in-accessibility',
  'start-refusals',
  'trajectory-new',
  'whole-road',
]

/** They wait for real time to pass, with long deadlines and little work: spread over the run, others fill what they leave. */
const waiting = [
  'agent-doors',
  'agent-enrolment',
  'agent-fleet',
  'agent-link',
  'agent-outbox',
  'agent-renewal',
  'agent-rhythm',
  'control-plane-killed',
  'database-disk-full',
  'database-killed',
  'enrolment-token',
  'half-open-line',
  'intake',
  'live-link',
  'presence',
  'renewal-killed',
  'resumed-session',
  'self-test',
  'stopped-reading',
  'telemetry-reaches-the-screen',
  'topic-spoofing',
  'wrong-clock',
]

const nameOf = ({ moduleId }: TestSpecification) => /([^/]+)\.test\.tsx?$/.exec(moduleId)?.[1] ?? moduleId
const orderOf = ({ project }: TestSpecification) => project.config.sequence.groupOrder

/** The same order on every machine, whatever is remembered of earlier runs: what lasts first, what waits in between. */
export class TestOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const bySize = (await super.sort(files)).toSorted((one, other) => orderOf(one) - orderOf(other))
    const first = bySize.filter(spec => orderOf(spec) === 0)
    const working = first.filter(spec => !waiting.includes(nameOf(spec)))
    const resting = first.filter(spec => waiting.includes(nameOf(spec)))
    const isLong = (spec: TestSpecification) => long.includes(nameOf(spec))
    const others = [...working.filter(isLong), ...working.filter(spec => !isLong(spec))]
    return [...spread(resting, others), ...bySize.filter(spec => orderOf(spec) > 0)]
  }
}

/** Puts some evenly between others, the first in front. */
function spread<One>(some: readonly One[], others: readonly One[]): One[] {
  const every = Math.max(1, Math.floor(others.length / Math.max(1, some.length)))
  const mixed = others.flatMap((other, at) =>
    at % every === 0 && some[at / every] !== undefined ? [some[at / every]!, other] : [other],
  )
  return [...mixed, ...some.slice(Math.ceil(others.length / every))]
}
