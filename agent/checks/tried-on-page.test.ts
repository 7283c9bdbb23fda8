import { describe, expect, it } from 'vitest'
import type { FindingCode } from '../../protocol/findings.ts'
import { withPage } from './judging.ts'

describe('what was tried on the page', () => {
  const merged = (system: FindingCode, page: FindingCode) => withPage([system], [page])[0]

  it('outweighs what the system could not tell', () => {
    expect(merged('audio_out_unknown', 'audio_out_ok')).toBe('audio_out_ok')
    expect(merged('camera_ok', 'camera_black')).toBe('camera_black')
    expect(merged('camera_ok', 'camera_in_lesson')).toBe('camera_in_lesson')
    expect(merged('audio_in_ok', 'audio_in_silent')).toBe('audio_in_silent')
  })

  it('worked when it worked, and failed for the reason that the system knows', () => {
    expect(merged('audio_out_muted', 'audio_out_ok')).toBe('audio_out_ok')
    expect(merged('audio_out_muted', 'audio_out_unheard')).toBe('audio_out_muted')
    expect(merged('camera_absent', 'camera_blocked')).toBe('camera_absent')
  })

  it('says nothing of what a page cannot try, nor what it could not tell', () => {
    expect(merged('disk_full', 'disk_ok')).toBe('disk_full')
    expect(merged('camera_ok', 'camera_unknown')).toBe('camera_ok')
  })

  it('brings no check that nobody asks for', () => {
    expect(withPage(['disk_ok'], ['camera_black'])).toEqual(['disk_ok'])
  })
})
