/** @jsxImportSource preact */
import type { SeenWords, Told } from '../texts/seen/words.ts'

type Props = { told: Told; kept: string; value?: readonly string[]; words: SeenWords }

/** One thing that is collected. */
export function Field({ told: { name, why }, kept, value, words }: Props) {
  return (
    <li>
      <h3>{name}</h3>
      {value ? (
        <p class="value">
          <b class="unseen">{words.value}: </b>
          {value.map(line => (
            <span key={line} class="line-of-value">
              {line}
            </span>
          ))}
        </p>
      ) : null}
      <p class="why">{why}</p>
      <p class="kept">{kept}</p>
    </li>
  )
}
