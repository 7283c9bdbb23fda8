/** @jsxImportSource preact */
import { useEffect, useState } from 'preact/hooks'
import type { PageLanguage } from '../../../../protocol/help.ts'
import type { Seen as SeenAnswer } from '../../seen.ts'
import { read } from '../asking.ts'
import { BigButton } from '../BigButton.tsx'
import { Heading } from '../Heading.tsx'
import { loadSeenWords } from '../texts/languages.ts'
import type { SeenWords } from '../texts/seen/words.ts'
import type { Words } from '../texts/words.ts'
import { Acts } from './Acts.tsx'
import { Field } from './Field.tsx'
import { sayInstant, sayNumber, sayValue } from './value.ts'

type Props = { words: Words; language: PageLanguage; back: () => void }

/** Everything that is collected, why, how long, its last value, and what was done from afar: from the real record. */
export function Seen({ words, language, back }: Props) {
  const [seenWords, setSeenWords] = useState<SeenWords>()
  const [seen, setSeen] = useState<SeenAnswer | 'silent'>()
  const load = () => {
    void read<SeenAnswer>('/seen').then(asked => setSeen(asked.is === 'done' ? asked.answer : 'silent'))
  }
  useEffect(() => void loadSeenWords(language).then(setSeenWords), [language])
  useEffect(load, [])
  if (!seenWords || !seen) return null
  const { grownUps } = words
  return (
    <main class="leaf seen">
      <header>
        <Heading text={seenWords.title} />
        <p>{seenWords.intro}</p>
        <p class="promise">{seenWords.never}</p>
      </header>
      {seen === 'silent' ? (
        <p role="status">{words.teacher.says.silent}</p>
      ) : (
        <Lists seen={seen} words={seenWords} language={language} />
      )}
      <div class="pair">
        <BigButton class="back" picture="back" text={grownUps.back} onPress={back} />
        <BigButton class="back" picture="again" text={seenWords.reload} onPress={load} />
      </div>
    </main>
  )
}

type ListsProps = { seen: SeenAnswer; words: SeenWords; language: PageLanguage }

function Lists({ seen, words, language }: ListsProps) {
  return (
    <>
      <section>
        <h2>{words.actsTitle}</h2>
        <Acts acts={seen.acts} words={words} language={language} />
      </section>
      <section>
        <h2>{words.factsTitle}</h2>
        <ul class="fields">
          {seen.facts.map(({ name, days, value }) => (
            <Field
              key={name}
              told={words.facts[name]}
              kept={words.kept(days)}
              value={sayValue(value, words, language)}
              words={words}
            />
          ))}
        </ul>
      </section>
      <section>
        <h2>{words.numbersTitle}</h2>
        {seen.numbersAt === null ? null : <p>{words.numbersAt(sayInstant(seen.numbersAt, language))}</p>}
        <ul class="fields">
          {seen.numbers.map(({ name, days, unit, value }) => (
            <Field
              key={name}
              told={words.numbers[name]}
              kept={words.kept(days)}
              value={[sayNumber(value, words.units[unit], words, language)]}
              words={words}
            />
          ))}
        </ul>
      </section>
      <section>
        <h2>{words.othersTitle}</h2>
        <ul class="fields">
          {seen.others.map(({ kind, days }) => (
            <Field key={kind} told={words.others[kind]} kept={words.kept(days)} words={words} />
          ))}
        </ul>
      </section>
    </>
  )
}
