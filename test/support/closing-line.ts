import type { Reporter, TestModule } from 'vitest/node'

/** Ends the output with `N passed, N failed`, whatever happened: a file that does not load counts as one failure. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const tests = modules.flatMap(module => [...module.children.allTests()])
    const outsideTests = modules.flatMap(module => [
      ...module.errors(),
      ...[...module.children.allSuites()].flatMap(suite => suite.errors()),
    ])
    const passed = tests.filter(test => test.result().state === 'passed').length
    const failedTests = tests.filter(test => test.result().state === 'failed').length
    const failed = failedTests + outsideTests.length + unhandledErrors.length
    // After the summary of the reporter before this one, which is written in the same turn.
    process.once('exit', () => process.stdout.write(`${passed} passed, ${failed} failed\n`))
  }
}
