import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Undo } from './ground.ts'

const run = promisify(execFile)
const table = 'setwacht_bench'

/** Bytes on loopback that went to or came from these ports until now, whole packets, by the kernel's own count. */
export type Wire = { bytes(): Promise<number[]> }

/**
 * Counts what goes over each group of ports.
 * @throws when the kernel does not let us count
 */
export async function countWire(undo: Undo, groups: readonly (readonly number[])[]): Promise<Wire> {
  const rules = groups.flatMap((ports, group) =>
    ['tcp', 'udp'].flatMap(protocol =>
      ['sport', 'dport'].map(
        side => `oif lo ${protocol} ${side} { ${ports.join(', ')} } counter comment "group-${group}"`,
      ),
    ),
  )
  const chain = `chain out { type filter hook output priority 0; ${rules.map(rule => `${rule};`).join(' ')} }`
  await run('nft', [`table inet ${table} {\n${chain}\n}`])
  undo.push(() => run('nft', ['delete', 'table', 'inet', table]))
  return {
    async bytes() {
      const { stdout } = await run('nft', ['list', 'table', 'inet', table])
      const counted = [...stdout.matchAll(/bytes (\d+) comment "group-(\d+)"/g)]
      return groups.map((_, group) =>
        counted.filter(([, , of]) => Number(of) === group).reduce((sum, [, bytes]) => sum + Number(bytes), 0),
      )
    },
  }
}
