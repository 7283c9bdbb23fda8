import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { isRoot, makeRootFolder, personUid, strangerUid } from '../../test/support/root-folder.ts'
import { judgeProcesses, seeCall } from './call-app.ts'

const one = (camera: boolean | null = false, pid = 40) => ({ pid, camera })
const records = (...pids: number[]) =>
  ({ ok: true, value: pids.map(pid => ({ pid, binary: undefined })) }) as const
const unheard = { ok: false, reason: 'no_answer' } as const
const held = (app: string, holds: boolean | null) => ({ ok: true, value: { app, holds } })

it.each([
  ['is stopped when none of its programs runs', [], records(40), held('stopped', false)],
  ['runs and holds nothing', [one()], records(), held('running', false)],
  ['holds a camera', [one(false), one(true, 41)], records(), held('running', true)],
  ['holds a camera, whatever the sound server does', [one(true)], unheard, held('running', true)],
  ['holds a microphone', [one()], records(40), held('running', true)],
  ['is none of the others that record', [one()], records(77), held('running', false)],
  [
    'may hold something when one of its processes hides its files',
    [one(), one(null, 41)],
    records(),
    held('running', null),
  ],
  ['holds a microphone, whatever it hides', [one(null)], records(40), held('running', true)],
  ['may hold something when the sound server is silent', [one()], unheard, held('running', null)],
] as const)('the call application %s', (_case, processes, recorders, expected) => {
  expect(judgeProcesses(processes, ['lesprogramma'], recorders)).toEqual(expected)
})

it('a program in a closed box is known by its own word', () => {
  const recorders = { ok: true, value: [{ pid: 2, binary: 'lesprogramma' }] } as const
  expect(judgeProcesses([one()], ['lesprogramma'], recorders)).toEqual(held('running', true))
  expect(judgeProcesses([], ['lesprogramma'], recorders), 'that nobody runs').toEqual(held('stopped', false))
})

it.runIf(isRoot)('a program that hides itself runs as well, for its own user and nobody else', async () => {
  // Who looks finds that such a process belongs to root, and no way to its program or its files.
  const name = 'lesprogramma-met-lange-naam'
  const folder = makeRootFolder()
  const process = join(folder.path, '40')
  mkdirSync(process)
  writeFileSync(join(process, 'fd'), 'closed')
  writeFileSync(join(process, 'comm'), 'lesprogramma-me\n')
  writeFileSync(join(process, 'status'), `Name:\tlesprogramma-me\nUid:\t${personUid}\t${personUid}\n`)
  const see = (uid: number, one: string) => seeCall(folder.path, uid, [one], records())
  expect(await see(personUid, name)).toEqual(held('running', null))
  expect(await see(strangerUid, name)).toEqual(held('stopped', false))
  expect(await see(personUid, 'lesprogramma')).toEqual(held('stopped', false))
  folder.remove()
})
