/** @jsxImportSource preact */
import type { FaceName } from '../texts/words.ts'

/** The friend of the page: round, soft and calm, never sad at the child. It says in a look what the word beside it says. */
export function Friend({ face }: { face: FaceName }) {
  return (
    <svg
      class={`friend friend-${face}`}
      viewBox={face === 'coming' ? '-24 0 372 260' : '0 0 320 260'}
      aria-hidden="true"
      focusable="false"
    >
      <ellipse class="shade" cx="160" cy="240" rx={face === 'coming' ? 120 : 86} ry="11" />
      {face === 'coming' ? (
        <>
          <g transform="translate(-62 0)">
            <Body face="ready" />
          </g>
          <Helper />
        </>
      ) : (
        <Body face={face} />
      )}
    </svg>
  )
}

function Body({ face }: { face: FaceName }) {
  return (
    <g class="breathing">
      <path class="leaf-stem" d="M160 56 C159 44 161 38 166 32" />
      <path class="leaf" d="M165 34 C166 16 182 8 202 12 C200 30 186 40 165 34 Z" />
      <Arms face={face} />
      <path
        class="body"
        d="M160 50 C210 50 240 92 240 144 C240 202 208 232 160 232 C112 232 80 202 80 144 C80 92 110 50 160 50 Z"
      />
      <ellipse class="belly" cx="160" cy="182" rx="50" ry="40" />
      <ellipse class="cheek" cx="114" cy="146" rx="13" ry="9" />
      <ellipse class="cheek" cx="206" cy="146" rx="13" ry="9" />
      <Eyes face={face} />
      <path class="line" d={face === 'waiting' ? 'M149 152 Q160 158 171 152' : 'M142 148 Q160 168 178 148'} />
      {face === 'waiting' ? <Mug /> : null}
      <ellipse class="limb-end" cx="132" cy="232" rx="19" ry="9" />
      <ellipse class="limb-end" cx="188" cy="232" rx="19" ry="9" />
    </g>
  )
}

function Arms({ face }: { face: FaceName }) {
  const left = face === 'ready' ? 'M90 138 C66 128 56 108 58 86' : 'M88 160 C66 168 60 184 66 198'
  const right =
    face === 'hello' || face === 'ready'
      ? 'M230 138 C254 128 264 108 262 86'
      : 'M232 160 C254 168 260 184 254 198'
  if (face === 'waiting') return null
  return (
    <>
      <path class="limb" d={left} />
      <path class={face === 'hello' ? 'limb waving' : 'limb'} d={right} />
    </>
  )
}

function Eyes({ face }: { face: FaceName }) {
  if (face === 'ready') {
    return (
      <>
        <path class="line" d="M120 124 Q132 109 144 124" />
        <path class="line" d="M176 124 Q188 109 200 124" />
      </>
    )
  }
  const lift = face === 'waiting' ? 4 : 0
  return (
    <g class="eyes">
      <ellipse class="ink" cx="132" cy="120" rx="8.5" ry="11" />
      <ellipse class="ink" cx="188" cy="120" rx="8.5" ry="11" />
      <circle class="spark" cx="135" cy={116 - lift / 2} r="3.4" />
      <circle class="spark" cx="191" cy={116 - lift / 2} r="3.4" />
    </g>
  )
}

/** Something warm to hold: waiting is no punishment. */
function Mug() {
  return (
    <g>
      <path class="steam" d="M147 164 C141 156 151 152 146 144" transform="translate(2 14)" />
      <path class="steam" d="M163 162 C157 154 167 150 162 142" transform="translate(10 16)" />
      <path class="mug-ear" d="M180 196 C202 194 202 220 180 218" />
      <path class="mug" d="M132 186 H184 V212 C184 224 176 230 166 230 H150 C140 230 132 224 132 212 Z" />
      <path class="limb" d="M90 176 C92 200 108 212 136 206" />
      <path class="limb" d="M230 176 C228 200 214 212 184 206" />
    </g>
  )
}

/** The one who comes to help. */
function Helper() {
  return (
    <g class="breathing later" transform="translate(94 16) scale(0.86)">
      <path class="limb helper-limb waving" d="M230 138 C256 126 266 104 262 80" />
      <path class="limb helper-limb" d="M90 160 C70 168 64 182 68 196" />
      <path
        class="body helper"
        d="M160 50 C210 50 240 92 240 144 C240 202 208 232 160 232 C112 232 80 202 80 144 C80 92 110 50 160 50 Z"
      />
      <ellipse class="belly" cx="160" cy="182" rx="50" ry="40" />
      <ellipse class="cheek" cx="116" cy="144" rx="12" ry="8" />
      <ellipse class="cheek" cx="204" cy="144" rx="12" ry="8" />
      <ellipse class="ink" cx="134" cy="118" rx="8" ry="10" />
      <ellipse class="ink" cx="186" cy="118" rx="8" ry="10" />
      <circle class="spark" cx="137" cy="114" r="3.2" />
      <circle class="spark" cx="189" cy="114" r="3.2" />
      <path class="line" d="M143 146 Q160 164 177 146" />
      <path class="band" d="M88 122 C86 62 118 40 160 40 C202 40 234 62 232 122" />
      <rect class="cap" x="76" y="106" width="24" height="40" rx="12" />
      <rect class="cap" x="220" y="106" width="24" height="40" rx="12" />
      <path class="band thin" d="M90 144 C92 168 112 172 130 168" />
      <circle class="cap" cx="133" cy="167" r="7" />
      <ellipse class="limb-end helper-end" cx="134" cy="232" rx="18" ry="8" />
      <ellipse class="limb-end helper-end" cx="186" cy="232" rx="18" ry="8" />
    </g>
  )
}
