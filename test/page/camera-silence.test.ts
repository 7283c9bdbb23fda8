import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, type Rolldown } from 'vite'
import { expect, test } from 'vitest'

const top = join(import.meta.dirname, '../..')

/** What opens a camera, a microphone or a screen, by the browser's names, the system's, and those of programs for it. */
const captures =
  /getUserMedia|getDisplayMedia|mediaDevices|MediaRecorder|ImageCapture|\/dev\/(video|snd)|VIDIOC|v4l2-ctl|ffmpeg|gst-launch|arecord|parec|pw-record|fswebcam|scrot|gnome-screenshot|xwd\b/
/** By which a page could carry away more than what it asks of the agent. */
const leaks =
  /RTCPeerConnection|WebSocket|sendBeacon|EventSource|MediaRecorder|toDataURL|toBlob|captureStream|ImageCapture|getDisplayMedia|XMLHttpRequest|importScripts|indexedDB|navigator\.share|window\.open/

/** The source files that a program of the set is made of, with all that it loads. */
async function filesOf(entry: string): Promise<string[]> {
  const built = (await build({
    root: top,
    configFile: false,
    logLevel: 'silent',
    ssr: { noExternal: [/^(?!node:)/], external: [] },
    build: { ssr: join(top, entry), write: false, minify: false, rolldownOptions: { external: [/^node:/] } },
  })) as Rolldown.RolldownOutput
  return built.output.flatMap(part => (part.type === 'chunk' ? part.moduleIds : []))
}

test.each(['agent/main.ts', 'agent/desktop/main.ts', 'agent/hands/main.ts', 'agent/enrol.ts'])(
  '%s holds no code that opens a camera or a microphone',
  async entry => {
    const files = (await filesOf(entry)).filter(file => file.startsWith('/'))
    expect(files.length).toBeGreaterThan(5)
    expect(files.filter(file => file.includes('/local-page/page/'))).toEqual([])
    const opens = files.filter(file => captures.test(readFileSync(file.split('?')[0]!, 'utf8')))
    expect(opens).toEqual([])
  },
)

test('only one file of the page opens them, and no file of it can send anything away but what the agent takes', () => {
  const page = join(top, 'agent/local-page/page')
  const files = readdirSync(page, { recursive: true, encoding: 'utf8' }).filter(name =>
    /(?<!\.test)\.tsx?$/.test(name),
  )
  const textOf = (name: string) => readFileSync(join(page, name), 'utf8')
  expect(files.filter(name => captures.test(textOf(name)))).toEqual([join('test', 'capture.ts')])
  expect(files.filter(name => /\bfetch\(/.test(textOf(name)))).toEqual(['asking.ts'])
  expect(files.filter(name => leaks.test(textOf(name)))).toEqual([])
  const dist = join(top, 'agent/local-page/dist/assets')
  expect(readdirSync(dist).filter(name => leaks.test(readFileSync(join(dist, name), 'utf8')))).toEqual([])
})
