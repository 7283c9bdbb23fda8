import { defineConfig } from 'vitest/config'
import { keepTemporaryInMemory } from './test/support/memory-folder.ts'

const folders = '{agent,controlplane,protocol,provisioning,test}'

/**
 * What each mode runs: `test` everything with the faults in their short form, `check` no database, `faults` the long
 * forms, that of the lesson clock included.
 */
const modes = {
  test: {
    include: [`${folders}/**/*.test.{ts,tsx}`],
    globalSetup: ['test/support/database-server.ts'],
    provide: { faults: 'slice' },
    testTimeout: 30_000,
  },
  check: {
    include: [`${folders}/**/*rules.test.ts`, 'test/architecture/**/*.test.ts'],
    globalSetup: [],
    provide: { faults: 'slice' },
    testTimeout: 30_000,
  },
  faults: {
    include: ['test/faults/**/*.test.ts', 'controlplane/lessons/every-instant-rules.test.ts'],
    globalSetup: ['test/support/database-server.ts'],
    provide: { faults: 'full' },
    testTimeout: 1_800_000,
  },
} as const

export default defineConfig(({ mode }) => {
  // Programs that only read this file, such as knip and editors, name modes of their own.
  const known = Object.hasOwn(modes, mode) ? (mode as keyof typeof modes) : 'test'
  if (mode === 'test') keepTemporaryInMemory()
  const { include, globalSetup, provide, testTimeout } = modes[known]
  return {
    test: {
      include: [...include],
      exclude: ['**/node_modules/**', '**/dist/**', 'test/bench/**'],
      globalSetup: [...globalSetup],
      provide,
      testTimeout,
      hookTimeout: 60_000,
      expect: { poll: { timeout: 10_000 } },
      pool: 'forks',
      // No test replaces a module, so what one file loaded serves the next; loading it anew was a third of all work.
      isolate: false,
      maxWorkers: 2,
      reporters: ['default', './test/support/closing-line.ts'],
    },
  }
})
