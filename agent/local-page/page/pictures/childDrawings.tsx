/** @jsxImportSource preact */
import type { ComponentChildren } from 'preact'
import type { HelpPicture } from '../../../../protocol/help.ts'

type ChildPicture =
  | HelpPicture
  | 'works'
  | 'later'
  | 'wave'
  | 'kept'
  | 'arrived'
  | 'seen'
  | 'taken'
  | 'grownUps'

/** What a child looks at. */
export const childDrawings: Record<ChildPicture, ComponentChildren> = {
  hear: (
    <>
      <path
        class="skin"
        d="M40 58 C38 32 54 18 72 20 C92 22 102 40 96 58 C92 70 80 74 78 86 C76 100 62 106 52 98 C44 92 44 84 46 78"
      />
      <path
        class="line"
        d="M52 54 C52 40 62 33 72 35 C84 37 88 48 83 57 C79 64 70 64 67 73 C65 80 60 84 56 81"
      />
      <path class="quiet" d="M26 44 C20 54 20 68 26 78" />
      <path class="quiet" d="M13 36 C4 52 4 70 13 86" />
      <path class="bar-edge" d="M18 106 L98 16" />
      <path class="bar" d="M18 106 L98 16" />
    </>
  ),
  see: (
    <>
      <rect class="frame" x="12" y="20" width="96" height="68" rx="10" />
      <rect class="night" x="20" y="28" width="80" height="52" rx="5" />
      <path class="moon" d="M38 54 Q60 72 82 54" />
      <path class="moon" d="M42 62 L37 69 M52 67 L50 75 M68 67 L70 75 M78 62 L83 69" />
      <path class="frame" d="M50 88 L46 102 L74 102 L70 88 Z" />
      <path class="line" d="M36 103 L84 103" />
    </>
  ),
  other: (
    <>
      <path
        class="bubble-fill"
        d="M26 20 H94 C102 20 108 26 108 34 V70 C108 78 102 84 94 84 H62 L42 104 V84 H26 C18 84 12 78 12 70 V34 C12 26 18 20 26 20 Z"
      />
      <path class="line" d="M48 44 C48 34 56 30 62 31 C72 32 76 42 69 49 C64 53 60 54 60 61" />
      <circle class="ink" cx="60" cy="71" r="4" />
    </>
  ),
  works: (
    <>
      <path
        class="ray"
        d="M60 8 V20 M60 100 V112 M8 60 H20 M100 60 H112 M23 23 L32 32 M88 88 L97 97 M97 23 L88 32 M32 88 L23 97"
      />
      <circle class="sun" cx="60" cy="60" r="32" />
      <path class="line" d="M47 52 Q51 46 55 52 M65 52 Q69 46 73 52" />
      <path class="line" d="M46 64 Q60 80 74 64" />
    </>
  ),
  later: (
    <>
      <circle class="frame" cx="60" cy="60" r="46" />
      <circle class="paper" cx="60" cy="60" r="35" />
      <path class="line" d="M60 60 V38 M60 60 L76 70" />
    </>
  ),
  wave: (
    <>
      <path
        class="skin"
        d="M40 64 L34 38 C32 31 42 28 44 35 L50 54 L49 26 C49 18 59 18 60 26 L62 52 L68 26 C70 19 80 21 79 29 L74 56 L84 42 C88 36 97 41 93 48 L80 78 C74 94 64 102 52 98 C42 95 34 88 28 78 L20 66 C16 59 25 53 30 59 Z"
      />
      <path class="quiet" d="M92 18 C100 22 104 28 106 36" />
      <path class="quiet" d="M18 24 C14 30 12 36 13 44" />
    </>
  ),
  kept: (
    <>
      <path
        class="frame"
        d="M60 18 L106 56 H94 V98 C94 101 92 103 89 103 H31 C28 103 26 101 26 98 V56 H14 Z"
      />
      <rect class="paper" x="38" y="62" width="44" height="30" rx="4" />
      <path class="line" d="M40 65 L60 80 L80 65" />
    </>
  ),
  arrived: (
    <>
      <path class="paper" d="M10 58 L110 18 L84 100 L56 76 Z" />
      <path class="line" d="M110 18 L56 76 L52 100 L66 84" />
      <path class="quiet" d="M8 84 C16 80 24 82 30 88 M14 102 C20 98 28 100 34 104" />
    </>
  ),
  seen: (
    <>
      <path
        class="paper"
        d="M10 60 C28 32 46 24 60 24 C74 24 92 32 110 60 C92 88 74 96 60 96 C46 96 28 88 10 60 Z"
      />
      <circle class="iris" cx="60" cy="60" r="23" />
      <circle class="ink" cx="60" cy="60" r="11" />
      <circle class="spark" cx="66" cy="53" r="5" />
    </>
  ),
  taken: (
    <>
      <circle class="helper-fill" cx="60" cy="62" r="40" />
      <ellipse class="ink" cx="47" cy="58" rx="4.5" ry="6" />
      <ellipse class="ink" cx="73" cy="58" rx="4.5" ry="6" />
      <path class="line" d="M47 74 Q60 87 73 74" />
      <path class="band" d="M20 62 C20 24 42 14 60 14 C78 14 100 24 100 62" />
      <rect class="cap" x="11" y="50" width="18" height="30" rx="9" />
      <rect class="cap" x="91" y="50" width="18" height="30" rx="9" />
    </>
  ),
  grownUps: (
    <>
      <circle class="helper-fill" cx="46" cy="36" r="18" />
      <path class="helper-fill" d="M16 102 C16 74 28 62 46 62 C64 62 76 74 76 102 Z" />
      <circle class="sun" cx="88" cy="62" r="12" />
      <path class="sun" d="M68 102 C68 86 76 78 88 78 C100 78 108 86 108 102 Z" />
    </>
  ),
}
