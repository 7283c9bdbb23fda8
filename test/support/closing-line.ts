import type { Reporter, TestModule } from 'vitest/node'

/**
 * Ends the output with one line for each failure and `N passed, N failed`, whatever happened: a file that does not load
 * counts as one failure.
 */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly { message: string }[]): void {
    const tests = modules.flatMap(module => [...module.children.allTests()])
    const passed = tests.filter(test => test.result().state === 'passed').length
    const failures = [
      ...tests.flatMap(test => {
        const { state, errors } = test.result()
        return state === 'failed' ? [line(test.module, test.fullName, errors?.[0])] : []
      }),
      ...modules.flatMap(module => module.errors().map(error => line(module, 'the file', error))),
      ...modules.flatMap(module =>
        [...module.children.allSuites()].flatMap(suite =>
          suite.errors().map(error => line(module, suite.fullName, error)),
        ),
      ),
      ...unhandledErrors.map(({ message }) => `outside of any test: ${firstLine(message)}`),
    ]
    const counts = `${passed} passed, ${failures.length} failed`
    const text = [...failures.map(failure => `failed: ${failure}`), counts].join('\n')
    // After the summary of the reporter before this one, which is written in the same turn.
    process.once('exit', () => process.stdout.write(`${text}\n`))
  }
}

function line(module: TestModule, name: string, error: { message: string } | undefined): string {
  return `${module.relativeModuleId}: ${name}: ${firstLine(error?.message ?? '')}`
}

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? ''
