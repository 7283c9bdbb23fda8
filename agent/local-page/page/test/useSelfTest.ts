import { useEffect, useRef, useState } from 'preact/hooks'
import type { TestCode } from '../../api.ts'
import { say } from '../asking.ts'
import type { TestPart } from '../texts/words.ts'
import { close, listen, openCamera, openMicrophone, playTones, watch } from './capture.ts'
import { judgeCamera, judgeMicrophone } from './judging.ts'

export type Found = Partial<Record<TestPart, TestCode>>
/** `asking`: whether the tones were heard. */
export type Doing = TestPart | 'asking' | 'done' | undefined

/** Camera, microphone, speaker, one after the other. Whatever was opened is closed at the end, and when one leaves. */
export function useSelfTest() {
  const video = useRef<HTMLVideoElement>(null)
  const stopping = useRef(new AbortController())
  const [doing, setDoing] = useState<Doing>()
  const [found, setFound] = useState<Found>({})
  const [peak, setPeak] = useState(0)
  const [isSent, setSent] = useState<boolean>()
  useEffect(() => () => stopping.current.abort(), [])

  const tell = (part: TestPart, code: TestCode) => setFound(before => ({ ...before, [part]: code }))

  async function start(): Promise<void> {
    stopping.current.abort()
    stopping.current = new AbortController()
    const stopped = stopping.current.signal
    setFound({})
    setSent(undefined)
    setDoing('camera')
    const camera = await tryCamera(video, stopped)
    if (stopped.aborted) return
    tell('camera', camera)
    setDoing('microphone')
    const microphone = await tryMicrophone(setPeak, stopped)
    close(streamOf(video.current))
    if (stopped.aborted) return
    tell('microphone', microphone)
    await sound()
  }

  async function sound(): Promise<void> {
    setDoing('speaker')
    await playTones(stopping.current.signal)
    if (!stopping.current.signal.aborted) setDoing('asking')
  }

  async function heard(isHeard: boolean): Promise<void> {
    const speaker = isHeard ? 'audio_out_ok' : 'audio_out_unheard'
    tell('speaker', speaker)
    setDoing('done')
    const codes = Object.values({ ...found, speaker })
    const { is } = await say('/check', { codes })
    setSent(is === 'done')
  }

  return { video, doing, found, peak, isSent, start, sound, heard }
}

async function tryCamera(
  video: { current: HTMLVideoElement | null },
  stopped: AbortSignal,
): Promise<TestCode> {
  const opened = await openCamera()
  if ('code' in opened) return opened.code
  stopped.addEventListener('abort', () => close(opened.stream), { once: true })
  const shown = video.current
  if (!shown || stopped.aborted) {
    close(opened.stream)
    return 'camera_unknown'
  }
  shown.srcObject = opened.stream
  await shown.play().catch(() => undefined)
  return judgeCamera(await watch(shown, stopped))
}

async function tryMicrophone(onPeak: (peak: number) => void, stopped: AbortSignal): Promise<TestCode> {
  const opened = await openMicrophone()
  if ('code' in opened) return opened.code
  try {
    return judgeMicrophone(await listen(opened.stream, onPeak, stopped))
  } finally {
    close(opened.stream)
  }
}

function streamOf(video: HTMLVideoElement | null): MediaStream | undefined {
  const stream = video?.srcObject
  if (video) video.srcObject = null
  return stream instanceof MediaStream ? stream : undefined
}
