import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { programs, smallRuntime } from '../../agent/package/bundle.ts'
import { pagePort } from '../../protocol/help.ts'

const files = fileURLToPath(new URL('../../provisioning/install/files', import.meta.url))
const read = (path: string) => readFileSync(join(files, path), 'utf8')
const units = 'usr/lib/systemd/system'
const browsers = ['etc/chromium', 'etc/chromium-browser', 'etc/opt/chrome', 'etc/opt/edge']

/** Looks at unit files without a manager that runs. */
const analyze = ['/usr/bin/systemd-analyze', '/bin/systemd-analyze'].find(existsSync)

/** Tenths of what `systemd-analyze security` calls exposure, which ends at 10. */
const exposureMax = { 'setwacht-agent.service': 14, 'setwacht-hands@.service': 19 }

describe('what a package puts on a set', () => {
  it('starts files that are there', () => {
    const text = readdirSync(join(files, units))
      .map(name => read(join(units, name)))
      .concat(
        read('etc/xdg/autostart/setwacht-desktop.desktop'),
        read('usr/share/applications/setwacht.desktop'),
      )
      .join('\n')
    const started = [...text.matchAll(/\/usr\/lib\/setwacht\/(agent\/\S+)/g)].map(
      ([, path]) => path as string,
    )
    expect(started).toHaveLength(4)
    const bundled = Object.keys(programs).map(name => `agent/package/dist/${name}.js`)
    const missing = started.filter(
      path => !bundled.includes(path) && !existsSync(join(files, '../../..', path)),
    )
    expect(missing).toEqual([])
    expect(text).toContain(`node ${smallRuntime.join(' ')} /usr/lib/setwacht/agent/package/dist/agent.js`)
  })

  it('tells each browser the same, about the page of the set and no other', () => {
    const policies = browsers.map(path => read(join(path, 'policies/managed/setwacht.json')))
    const urls = [`http://localhost:${pagePort}`, `http://127.0.0.1:${pagePort}`]
    for (const policy of policies) {
      expect(JSON.parse(policy)).toEqual({ VideoCaptureAllowedUrls: urls, AudioCaptureAllowedUrls: urls })
    }
  })

  it('clears the environment of the hands, and lets the agent’s user do no more than knock', () => {
    const hands = read(join(units, 'setwacht-hands@.service'))
    expect(hands).toMatch(/^ExecStart=\/usr\/bin\/env -i /m)
    expect(hands).toMatch(/^UnsetEnvironment=.*LD_PRELOAD.*NODE_OPTIONS/m)
    expect(hands).not.toMatch(/^(PassEnvironment|Environment|EnvironmentFile)=/m)
    const socket = read(join(units, 'setwacht-hands.socket'))
    const one = ['Accept=yes', 'MaxConnections=1']
    for (const line of ['SocketUser=root', 'SocketGroup=setwacht-agent', 'SocketMode=0660', ...one]) {
      expect(socket.split('\n')).toContain(line)
    }
    expect(existsSync(join(files, 'etc/sudoers.d'))).toBe(false)
  })

  it('lets the agent see who is signed in and whose a socket is, and nothing of a home', () => {
    const agent = read(join(units, 'setwacht-agent.service'))
    expect(agent).toMatch(/^ProtectHome=read-only$/m)
    expect(agent).toMatch(/^InaccessiblePaths=-\/home -\/root$/m)
    expect(agent).not.toMatch(/^PrivateUsers=/m)
    expect(agent).toMatch(/^CapabilityBoundingSet=$/m)
    expect(agent).toMatch(/^PrivateDevices=yes$/m)
  })

  it('lets everybody meet the agent, and nobody take the place of another', () => {
    const meeting = read('usr/lib/tmpfiles.d/setwacht.conf')
    expect(meeting).toMatch(/^d \/run\/setwacht-agent\/desktop 3733 root setwacht-agent /m)
    expect(meeting).toMatch(/^d \/run\/setwacht-agent +0755 root root /m)
  })

  it.skipIf(!analyze)('is units that systemd understands', () => {
    const root = mkdtempSync(join(tmpdir(), 'setwacht-units-'))
    cpSync(files, root, { recursive: true })
    for (const path of ['usr/bin/env', 'usr/lib/setwacht/node_modules/.bin/node']) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), '')
      chmodSync(join(root, path), 0o755)
    }
    const names = readdirSync(join(root, units)).map(name => name.replace('@.', '@1.'))
    const verified = spawnSync(analyze!, [
      'verify',
      `--root=${root}`,
      '--man=no',
      '--recursive-errors=no',
      ...names,
    ])
    expect(verified.stderr.toString()).toBe('')
    rmSync(root, { recursive: true })
  })

  it.skipIf(!analyze).each(Object.entries(exposureMax))(
    '%s is open for at most %i tenths',
    (name, tenths) => {
      const args = [
        'security',
        '--offline=true',
        `--threshold=${tenths}`,
        '--no-pager',
        join(files, units, name),
      ]
      expect(() => execFileSync(analyze!, args, { stdio: 'ignore' })).not.toThrow()
    },
  )
})
