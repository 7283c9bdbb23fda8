/** @jsxImportSource preact */
import { childDrawings } from './childDrawings.tsx'
import { grownDrawings } from './grownDrawings.tsx'

const drawings = { ...childDrawings, ...grownDrawings }
export type PictureName = keyof typeof drawings

/** The small pictures of the page. The word stands beside each, so they say nothing to who does not see them. */
export function Picture({ name }: { name: PictureName }) {
  return (
    <svg class="picture" viewBox="0 0 120 120" aria-hidden="true" focusable="false">
      {drawings[name]}
    </svg>
  )
}
