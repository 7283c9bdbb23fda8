/** @jsxImportSource preact */
import type { ComponentChildren } from 'preact'

type GrownPicture =
  | 'tests'
  | 'board'
  | 'voice'
  | 'noVoice'
  | 'back'
  | 'again'
  | 'undo'
  | 'yes'
  | 'no'
  | 'absent'
  | 'door'
  | 'moon'

/** What parents and teachers look at. */
export const grownDrawings: Record<GrownPicture, ComponentChildren> = {
  tests: (
    <>
      <rect class="frame" x="14" y="34" width="66" height="54" rx="12" />
      <path class="frame" d="M84 54 L108 40 V82 L84 68 Z" />
      <circle class="night" cx="47" cy="61" r="17" />
      <circle class="spark" cx="53" cy="55" r="5" />
    </>
  ),
  board: (
    <>
      <rect class="frame" x="10" y="22" width="100" height="70" rx="8" />
      <rect class="night" x="18" y="30" width="84" height="54" rx="4" />
      <path class="moon" d="M30 46 H66 M30 60 H88" />
      <path class="line" d="M34 92 L28 108 M86 92 L92 108" />
    </>
  ),
  voice: (
    <>
      <path class="frame" d="M16 46 H36 L62 24 V96 L36 74 H16 Z" />
      <path class="quiet" d="M78 44 C86 54 86 66 78 76 M92 34 C106 50 106 70 92 86" />
    </>
  ),
  noVoice: (
    <>
      <path class="frame" d="M16 46 H36 L62 24 V96 L36 74 H16 Z" />
      <path class="bar" d="M78 46 L104 74 M104 46 L78 74" />
    </>
  ),
  back: <path class="stroke" d="M66 26 L32 60 L66 94 M34 60 H92" />,
  again: (
    <path
      class="stroke"
      d="M92 60 C92 80 78 94 60 94 C40 94 26 80 26 60 C26 40 40 26 60 26 C72 26 82 31 88 40 M90 20 V42 H68"
    />
  ),
  undo: <path class="stroke" d="M44 24 L24 46 L44 68 M26 46 H70 C88 46 98 58 98 72 C98 86 88 96 70 96 H48" />,
  yes: <path class="stroke" d="M24 62 L50 88 L98 34" />,
  no: <path class="stroke" d="M32 32 L88 88 M88 32 L32 88" />,
  absent: (
    <>
      <circle class="dashed" cx="60" cy="38" r="20" />
      <path class="dashed" d="M22 104 C22 78 38 66 60 66 C82 66 98 78 98 104" />
    </>
  ),
  door: (
    <>
      <path class="frame" d="M30 12 H84 V108 H30 Z" />
      <path class="night" d="M40 22 H74 V108 H40 Z" />
      <circle class="sun" cx="67" cy="66" r="5" />
      <path class="line" d="M18 108 H98" />
    </>
  ),
  moon: (
    <path
      class="sun"
      d="M74 14 C50 18 34 38 36 62 C38 88 62 106 86 102 C70 94 60 80 60 60 C60 40 66 24 74 14 Z"
    />
  ),
}
