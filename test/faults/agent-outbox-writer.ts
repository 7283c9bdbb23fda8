import { writeSync } from 'node:fs'
import { openMemory } from '../../agent/memory/memory.ts'

/** Fills an outbox until it is killed, and says every number before and after the disk has it. */
const [directory = '', seed = '0'] = process.argv.slice(2)
const say = (line: string) => writeSync(1, `${line}\n`)
const { outbox } = await openMemory(directory, null, Date.now(), () => undefined)
say(`epoch ${outbox.epoch}`)
for (let round = Number(seed); ; round += 1) {
  const body = { seconds: round % 1000, flags: 0, readings: { cpu_mean_percent: round % 100 } }
  const seq = outbox.add('report', body, { at: Date.now(), up: round })
  if (seq === undefined) throw new Error('the outbox refused a message on a disk with room')
  say(`taken ${outbox.epoch} ${seq}`)
  if (round % 5 !== 0 || seq < 3) continue
  say(`freed ${outbox.epoch} ${seq - 2}`)
  outbox.forget([[outbox.epoch, seq - 2, seq - 2]])
}
