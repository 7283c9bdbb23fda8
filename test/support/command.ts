import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { programEnvironment } from './program-environment.ts'

/** Ends what hangs; a busy machine may take long. */
const limitMs = 90_000

/** What a program of the operator said, and its exit code. */
export type Said = { code: number; out: string; err: string }

/** Runs a program of the control plane, such as `audit-verify`, against a test's control plane. */
export function runCommand(
  program: string,
  args: readonly string[],
  { databaseUrl, dataDir }: { databaseUrl: string; dataDir: string },
  environment: Record<string, string> = {},
): Promise<Said> {
  const file = fileURLToPath(new URL(`../../controlplane/${program}.ts`, import.meta.url))
  const env = {
    ...programEnvironment,
    HOME: process.env.HOME,
    DATABASE_URL: databaseUrl,
    SETWACHT_DATA_DIR: dataDir,
    ...environment,
  }
  return new Promise(resolve => {
    execFile(process.execPath, [file, ...args], { env, timeout: limitMs }, (failure, out, err) => {
      resolve({ code: typeof failure?.code === 'number' ? failure.code : failure ? -1 : 0, out, err })
    })
  })
}
