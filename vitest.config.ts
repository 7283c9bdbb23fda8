import { defineConfig } from 'vitest/config'
import { keepTemporaryInMemory } from './test/support/memory-folder.ts'
import { TestOrder } from './test/support/test-order.ts'
import { soonMs } from './test/support/until.ts'

const folders = '{agent,controlplane,protocol,provisioning,test}'

/** Ends what hangs. What a test promises to take has a deadline of its own, which a busy machine does not stretch. */
const hangMs = 120_000

/**
 * What each mode runs: `test` everything with the faults in their short form, `check` no database, `faults` the long
 * forms, that of the lesson clock included.
 */
const modes = {
  test: {
    include: [`${folders}/**/*.test.{ts,tsx}`],
    globalSetup: ['test/support/database-server.ts'],
    provide: { faults: 'slice' },
    testTimeout: hangMs,
  },
  check: {
    include: [`${folders}/**/*rules.test.ts`, 'test/{architecture,matrix}/**/*.test.ts'],
    globalSetup: [],
    provide: { faults: 'slice' },
    testTimeout: hangMs,
  },
  faults: {
    include: ['test/{faults,road}/**/*.test.ts', 'controlplane/lessons/every-instant-rules.test.ts'],
    globalSetup: ['test/support/database-server.ts'],
    provide: { faults: 'full' },
    testTimeout: 1_800_000,
  },
} as const

/** Their deadlines are short beside what a busy machine may take: they run last, with nothing else beside them. */
const tight = [
  'test/faults/flood.test.ts',
  'test/faults/one-among-many.test.ts',
  'test/faults/one-certificate-two-hosts.test.ts',
  'test/faults/silent-connections.test.ts',
  'test/faults/packets-of-every-kind.test.ts',
]

const elsewhere = ['**/node_modules/**', '**/dist/**', 'test/bench/**']

/** What runs together, in this order. More than there are cores: what a test waits for is often another process. */
const groups = [
  { name: 'most', include: [], exclude: [...elsewhere, ...tight], maxWorkers: 5 },
  { name: 'tight', include: tight, exclude: elsewhere, maxWorkers: 2 },
]

export default defineConfig(({ mode }) => {
  // Programs that only read this file, such as knip and editors, name modes of their own.
  const known = Object.hasOwn(modes, mode) ? (mode as keyof typeof modes) : 'test'
  if (mode === 'test') keepTemporaryInMemory()
  const { include, globalSetup, provide, testTimeout } = modes[known]
  const each = {
    provide,
    testTimeout,
    hookTimeout: hangMs,
    expect: { poll: { timeout: soonMs, interval: 100 } },
    pool: 'forks' as const,
    // No test replaces a module, so what one file loaded serves the next; loading it anew was a third of all work.
    isolate: false,
  }
  const whole = { ...each, name: known, include: [...include], exclude: elsewhere, maxWorkers: 2 }
  const parts = groups.map((group, order) => ({
    ...each,
    ...group,
    include: group.include.length > 0 ? group.include : [...include],
    sequence: { groupOrder: order },
  }))
  return {
    test: {
      globalSetup: [...globalSetup],
      sequence: { sequencer: TestOrder },
      reporters: ['default', './test/support/closing-line.ts'],
      projects: (known === 'test' ? parts : [whole]).map(test => ({ test })),
    },
  }
})
