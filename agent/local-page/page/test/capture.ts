import type { TestCode } from '../../api.ts'
import { codeOfRefusal, type Glimpse, glimpseOf } from './judging.ts'

/** The only code of the whole set that opens a camera or a microphone: here, in the browser, after a click. */
export type Opened = { stream: MediaStream } | { code: TestCode }

const glimpseEveryMs = 200
const glimpses = 12
/** A camera needs a moment to get used to the light. */
const settleMs = 700
const listenMs = 3000
const listenEveryMs = 60
/** The whole picture, made small, for how bright it is; and four pieces of it as they come, pixel by pixel: made smaller, a
 * picture loses the noise by which a camera is alive. */
const whole = { width: 128, height: 96 } as const
const piece = { width: 64, height: 48 } as const

export function openCamera(): Promise<Opened> {
  return open('camera', { video: { width: { ideal: 640 }, height: { ideal: 480 } } })
}

export function openMicrophone(): Promise<Opened> {
  return open('microphone', {
    audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
  })
}

async function open(device: 'camera' | 'microphone', wish: MediaStreamConstraints): Promise<Opened> {
  try {
    return { stream: await navigator.mediaDevices.getUserMedia(wish) }
  } catch (error) {
    return { code: codeOfRefusal(device, error instanceof Error ? error.name : '') }
  }
}

export function close(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop()
}

/** Looks at what a video element shows; only numbers come out. */
export async function watch(video: HTMLVideoElement, stopped: AbortSignal): Promise<Glimpse[]> {
  const canvas = document.createElement('canvas')
  canvas.width = whole.width
  canvas.height = whole.height * 2
  const brush = canvas.getContext('2d', { willReadFrequently: true })
  const seen: Glimpse[] = []
  let before: Uint8ClampedArray | undefined
  await wait(settleMs, stopped)
  for (let left = glimpses; left > 0 && brush && !stopped.aborted; left -= 1) {
    await wait(glimpseEveryMs, stopped)
    if (video.videoWidth === 0) continue
    draw(video, brush)
    const { data } = brush.getImageData(0, 0, canvas.width, canvas.height)
    seen.push(glimpseOf(data, before))
    before = data
  }
  return seen
}

function draw(video: HTMLVideoElement, brush: CanvasRenderingContext2D): void {
  brush.drawImage(video, 0, 0, whole.width, whole.height)
  const { width, height } = piece
  for (const across of [0, 1]) {
    for (const down of [0, 1]) {
      const x = (video.videoWidth - width) * (0.3 + 0.4 * across)
      const y = (video.videoHeight - height) * (0.3 + 0.4 * down)
      brush.drawImage(video, x, y, width, height, across * width, whole.height + down * height, width, height)
    }
  }
}

/** The loudest moment of each few hundredths of a second; `onPeak` shows it. */
export async function listen(
  stream: MediaStream,
  onPeak: (peak: number) => void,
  stopped: AbortSignal,
): Promise<number[]> {
  const sound = new AudioContext()
  const analyser = sound.createAnalyser()
  analyser.fftSize = 4096
  sound.createMediaStreamSource(stream).connect(analyser)
  const wave = new Float32Array(analyser.fftSize)
  const peaks: number[] = []
  try {
    for (let left = listenMs; left > 0 && !stopped.aborted; left -= listenEveryMs) {
      await wait(listenEveryMs, stopped)
      analyser.getFloatTimeDomainData(wave)
      const peak = wave.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
      peaks.push(peak)
      onPeak(peak)
    }
  } finally {
    await sound.close()
  }
  return peaks
}

const notes = [523, 659, 784] as const
const noteSeconds = 0.45

/** Three soft tones. */
export async function playTones(stopped: AbortSignal): Promise<void> {
  const sound = new AudioContext()
  const loudness = sound.createGain()
  loudness.connect(sound.destination)
  loudness.gain.value = 0
  for (const [at, pitch] of notes.entries()) {
    const from = sound.currentTime + 0.05 + at * noteSeconds
    const tone = sound.createOscillator()
    tone.frequency.value = pitch
    tone.connect(loudness)
    loudness.gain.setValueAtTime(0, from)
    loudness.gain.linearRampToValueAtTime(0.35, from + 0.06)
    loudness.gain.linearRampToValueAtTime(0, from + noteSeconds - 0.04)
    tone.start(from)
    tone.stop(from + noteSeconds)
  }
  await wait(notes.length * noteSeconds * 1000 + 150, stopped)
  await sound.close()
}

function wait(ms: number, stopped: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const end = () => {
      clearTimeout(timer)
      resolve()
    }
    const timer = setTimeout(end, ms)
    if (stopped.aborted) end()
    stopped.addEventListener('abort', end, { once: true })
  })
}
