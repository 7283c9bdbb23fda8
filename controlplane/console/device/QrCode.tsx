import { encode } from 'uqr'

/** Four modules of quiet ground around the code, as readers want it. */
const border = 4

/** The text as a QR code: black on white whatever the colours of the page, because cameras expect that. */
export function QrCode({ text, says }: { text: string; says: string }) {
  const { data, size } = encode(text, { ecc: 'M', border })
  return (
    <svg role="img" aria-label={says} viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges">
      <path fill="#fff" d={`M0 0h${size}v${size}H0z`} />
      <path fill="#000" d={data.map(pathOfRow).join('')} />
    </svg>
  )
}

/** Neighbouring dark modules are one rectangle. */
function pathOfRow(row: readonly boolean[], y: number): string {
  let path = ''
  for (let x = 0; x < row.length; x++) {
    if (!row[x]) continue
    const from = x
    while (row[x + 1]) x++
    path += `M${from} ${y}h${x + 1 - from}v1H${from}z`
  }
  return path
}
