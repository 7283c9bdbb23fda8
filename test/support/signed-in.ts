import { execFile } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { programEnvironment } from './program-environment.ts'
import { openPrograms } from './programs-of-users.ts'
import { until } from './until.ts'
import { addUser, removeUser, type User } from './users.ts'

const run = promisify(execFile)
const desktopProgram = fileURLToPath(new URL('../../agent/desktop/main.ts', import.meta.url))
/** What an installed set has: everybody may put a socket there, nobody may take away that of another. */
const meetingMode = 0o3733

type Owner = { uid: number; gid: number }
const root: Owner = { uid: 0, gid: 0 }

function makeFolder(path: string, mode: number, { uid, gid }: Owner): string {
  mkdirSync(path, { recursive: true })
  chownSync(path, uid, gid)
  chmodSync(path, mode)
  return path
}

/** The folders of such a machine, each as the system or the package would make it. */
function makePlaces({ agent, person }: { agent: User; person: User }) {
  const top = mkdtempSync(join(tmpdir(), 'sw-sign-in-'))
  chmodSync(top, 0o755)
  const runFolder = join(top, 'run/setwacht-agent')
  makeFolder(join(runFolder, 'desktop'), meetingMode, { uid: 0, gid: agent.gid })
  makeFolder(join(top, 'run/user'), 0o755, root)
  return {
    top,
    runFolder,
    home: makeFolder(join(top, 'home'), 0o700, person),
    agentFolder: makeFolder(join(top, 'agent'), 0o700, agent),
    /** That of who signed in; it comes and goes with the sign-in. */
    ownFolder: join(top, 'run/user', String(person.uid)),
  }
}

/**
 * A machine with the user of the agent and somebody who may sign in: a meeting place as the package makes it, a real
 * sound server with a microphone and a loudspeaker that are none, and a real program that records.
 */
export function prepareSignIn(callProgram: string) {
  const users = { agent: addUser('a'), person: addUser('p'), other: addUser('o') }
  const { person } = users
  const places = makePlaces(users)
  const { top, runFolder, home, agentFolder, ownFolder } = places
  const environment = {
    ...programEnvironment,
    PATH: `${placeBrowser(top)}:${process.env.PATH}`,
    HOME: home,
    XDG_RUNTIME_DIR: ownFolder,
    SETWACHT_AGENT_RUN_DIR: runFolder,
    LC_ALL: 'C.UTF-8',
  }
  const programs = openPrograms(environment)
  const pactl = (...args: string[]) =>
    run('pactl', args, { uid: person.uid, gid: person.gid, env: environment })
  const traces = { agent: join(agentFolder, 'opened'), part: join(home, 'opened') }
  return {
    ...users,
    ...places,
    ...programs,
    traces,
    socket: join(runFolder, 'desktop', `${person.uid}.sock`),
    /** Sets what who sits there would set by hand. */
    pactl,
    signIn: () => makeFolder(ownFolder, 0o700, person),
    async startSound() {
      programs.start(person, soundServer)
      const answers = () =>
        pactl('info').then(
          () => true,
          () => false,
        )
      await until('the sound server answers', answers)
      await pactl('set-default-source', 'microphone')
      await pactl('set-default-sink', 'speaker')
    },
    startDesktopPart: () => programs.start(person, traced(traces.part, process.execPath, desktopProgram)),
    /** The addresses that a browser was told to show, one a line. */
    browsed: () => (existsSync(join(home, 'browsed')) ? readFileSync(join(home, 'browsed'), 'utf8') : ''),
    /** All files that the agent, the desktop part and what they started opened. */
    opened: () => Object.values(traces).map(file => readFileSync(file, 'utf8')),
    /** A program of this name that takes sound from the microphone, as a video call does. */
    startCall() {
      const program = join(top, callProgram)
      copyFileSync('/usr/bin/pacat', program)
      chmodSync(program, 0o755)
      return programs.start(person, [program, '--record', '--device=microphone', join(home, 'sound')])
    },
    async remove() {
      await programs.endAll()
      rmSync(top, { recursive: true, force: true })
      // What its programs had started ends a moment later.
      for (const user of Object.values(users)) await until(`${user.name} is gone`, () => removeUser(user))
    },
  }
}

/** A browser that writes down what it is told to show. Answers the folder in which it lies. */
function placeBrowser(top: string): string {
  const folder = makeFolder(join(top, 'bin'), 0o755, root)
  const program = join(folder, 'xdg-open')
  writeFileSync(program, '#!/bin/sh\necho "$1" >> "$HOME/browsed"\n')
  chmodSync(program, 0o755)
  return folder
}

/** A microphone and a loudspeaker that are none, and no desktop to ask. */
const soundServer = [
  ...['pulseaudio', '-n', '--daemonize=no', '--use-pid-file=no', '--exit-idle-time=-1'],
  '--load=module-native-protocol-unix auth-anonymous=1',
  '--load=module-null-source source_name=microphone',
  '--load=module-null-sink sink_name=speaker sink_properties=device.product.name=Helder_H1',
]

/** What a program opens is written down in a file of its user, and the program keeps its number. */
export function traced(file: string, ...command: string[]): string[] {
  const only = ['--seccomp-bpf', '-e', 'trace=open,openat,openat2']
  return ['strace', '-D', '-f', '-qq', '-A', ...only, '-o', file, ...command]
}
