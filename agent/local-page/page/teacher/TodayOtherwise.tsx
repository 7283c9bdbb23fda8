/** @jsxImportSource preact */
import { useState } from 'preact/hooks'
import type { PageState } from '../../api.ts'
import { say } from '../asking.ts'
import { BigButton } from '../BigButton.tsx'
import type { TeacherWord, Words } from '../texts/words.ts'

const words: readonly TeacherWord[] = ['absent', 'other_room', 'no_lesson']
const pictures = { absent: 'absent', other_room: 'door', no_lesson: 'moon' } as const

type Props = { state: PageState | undefined; words: Words }

/** What is otherwise today, each in one tap, and taken back in one. */
export function TodayOtherwise({ state, words: { teacher } }: Props) {
  const [isTooMuch, setTooMuch] = useState(false)
  const tell = async (what: TeacherWord, undo: boolean) => {
    const { is } = await say('/today', { what, by: 'teacher', undo })
    setTooMuch(is === 'no')
  }
  const said = words.filter(what => state?.today.includes(what))
  return (
    <section class="otherwise" aria-labelledby="otherwise">
      <h2 id="otherwise">{teacher.todayTitle}</h2>
      {words.map(what =>
        said.includes(what) ? (
          <BigButton
            key={what}
            class="word said"
            picture="undo"
            text={`${teacher.today[what]}: ${teacher.undo}`}
            onPress={() => void tell(what, true)}
          />
        ) : (
          <BigButton
            key={what}
            class="word"
            picture={pictures[what]}
            text={teacher.today[what]}
            onPress={() => void tell(what, false)}
          />
        ),
      )}
      <p role="status">{isTooMuch ? teacher.tooMuch : said.map(what => teacher.todaySaid[what]).join(' ')}</p>
    </section>
  )
}
