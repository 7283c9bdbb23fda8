import { IconX } from '@tabler/icons-react'
import { Button } from './Button.tsx'
import classes from './chosen.module.css'

/** `says`: the word as it stands alone. `label`: that it can be taken away. */
export type ChosenWord = { key: string; says: string; label: string; remove: () => void }

type Props = { label: string; words: readonly ChosenWord[]; clearLabel: string; clear: () => void }

/** What a list is narrowed to: every word can be taken away by itself, or all at once. */
export function Chosen({ label, words, clearLabel, clear }: Props) {
  return (
    <div className={classes.row}>
      <ul className={classes.words} aria-label={label}>
        {words.map(({ key, says, label, remove }) => (
          <li key={key}>
            <button type="button" className={classes.word} aria-label={label} onClick={remove}>
              {says} <IconX size={14} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
      <Button look="quiet" onClick={clear}>
        {clearLabel}
      </Button>
    </div>
  )
}
