/** @jsxImportSource preact */
import type { ComponentChildren } from 'preact'
import type { Status } from '../texts/words.ts'

/** Each status has a shape of its own, so that colour is never needed to tell them apart. */
export function StatusIcon({ status }: { status: Status }) {
  return (
    <svg class={`status-icon status-${status}`} viewBox="0 0 120 120" aria-hidden="true" focusable="false">
      {shapes[status]}
    </svg>
  )
}

const shapes: Record<Status, ComponentChildren> = {
  ready: (
    <>
      <circle class="status-fill" cx="60" cy="60" r="52" />
      <path class="status-mark" d="M36 62 L54 80 L86 44" />
    </>
  ),
  attention: (
    <>
      <path class="status-fill" d="M60 10 L114 106 H6 Z" />
      <path class="status-mark" d="M60 44 V72 M60 90 V91" />
    </>
  ),
  broken: (
    <>
      <path class="status-fill" d="M39 8 H81 L112 39 V81 L81 112 H39 L8 81 V39 Z" />
      <path class="status-mark" d="M42 42 L78 78 M78 42 L42 78" />
    </>
  ),
  unknown: (
    <>
      <circle class="status-ring" cx="60" cy="60" r="50" />
      <path
        class="status-mark"
        d="M47 46 C47 34 56 30 61 31 C72 32 76 44 68 52 C63 57 60 59 60 68 M60 86 V87"
      />
    </>
  ),
}
