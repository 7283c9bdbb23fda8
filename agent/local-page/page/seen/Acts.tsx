/** @jsxImportSource preact */
import type { PageLanguage } from '../../../../protocol/help.ts'
import type { RemoteAct } from '../../../orders/remote-acts.ts'
import type { SeenWords } from '../texts/seen/words.ts'
import { sayInstant } from './value.ts'

type Props = { acts: readonly RemoteAct[]; words: SeenWords; language: PageLanguage }

/** What was done from afar, newest first; what the set refused stands there too. */
export function Acts({ acts, words, language }: Props) {
  if (acts.length === 0) return <p>{words.noActs}</p>
  return (
    <ol class="acts">
      {acts.map(({ deed, came, times, at }) => (
        <li key={`${deed} ${came} ${at}`}>
          <time dateTime={new Date(at).toISOString()}>{sayInstant(at, language)}</time>
          <span>{deed === null ? words.actRefused : words.deeds[deed]}</span>
          <span class="came">
            {words.came[came]}
            {times > 1 ? `, ${words.times(times)}` : ''}
          </span>
        </li>
      ))}
    </ol>
  )
}
