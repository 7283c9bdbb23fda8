/** @jsxImportSource preact */
import { Picture, type PictureName } from './pictures/Picture.tsx'

type Props = {
  class: string
  picture: PictureName
  text: string
  /** hears the text when somebody comes to it by finger, pen or key */
  onHear?: (text: string) => void
  onPress: () => void
}

/** A picture and its word, big enough for any finger. */
export function BigButton({ class: look, picture, text, onHear, onPress }: Props) {
  return (
    <button
      type="button"
      class={`big ${look}`}
      onFocus={event => {
        if (event.currentTarget.matches(':focus-visible')) onHear?.(text)
      }}
      onClick={() => {
        onHear?.(text)
        onPress()
      }}
    >
      <Picture name={picture} />
      <span>{text}</span>
    </button>
  )
}
