import type { HelpPicture } from '../../../../protocol/help.ts'
import type { Verdict } from '../../../../protocol/verdict.ts'
import type { TodayWord } from '../../../lessons/today.ts'
import type { View } from '../preferences.ts'

/** What the friend on the page looks like. */
export type FaceName = 'hello' | 'ready' | 'waiting' | 'coming'

/** One word for the teacher, whatever it is about. */
export type Status = Verdict
/** What a teacher may say of today. */
export type TeacherWord = Exclude<TodayWord, 'here'>
export type TestPart = 'camera' | 'microphone' | 'speaker'

/** Every text of the page; a language in which one is missing does not compile. */
export type Words = {
  title: string
  child: {
    faces: Record<FaceName, string>
    says: {
      hello: string
      ready: string
      offline: string
      here: string
      unkept: string
      kept: string
      keptOffline: string
      arrived: string
      seen: string
      taken: (helper: string | null) => string
      closed: string
      withdrawn: string
      silent: string
      old: string
    }
    choices: Record<HelpPicture, string>
    question: string
    steps: { kept: string; arrived: string; seen: string; taken: string }
    stepsTitle: string
    worksAgain: string
    here: string
    notHere: string
    grownUps: string
  }
  teacher: {
    status: Record<Status, string>
    says: {
      asked: string
      offline: string
      never: string
      checked: (at: string) => string
      /** what was found then says nothing of now */
      stale: (at: string) => string
      silent: string
      old: string
    }
    lookNow: string
    looking: string
    help: string
    helpTitle: string
    helpStates: { unkept: string; kept: string; keptOffline: string; arrived: string; seen: string }
    taken: (helper: string | null) => string
    todayTitle: string
    today: Record<TeacherWord, string>
    todaySaid: Record<TeacherWord, string>
    undo: string
    tooMuch: string
  }
  message: {
    title: string
    /** somebody saw it, where there is nothing to choose */
    seen: string
    hear: string
    /** the answer is on disk, and leaves by itself */
    kept: string
  }
  grownUps: {
    title: string
    says: string
    test: string
    seen: string
    language: string
    view: Record<View, string>
    voiceOn: string
    voiceOff: string
    back: string
  }
  test: {
    title: string
    promise: string
    start: string
    again: string
    stop: string
    parts: Record<TestPart, string>
    doing: Record<TestPart, string>
    hear: string
    yes: string
    no: string
    playAgain: string
    done: string
    sent: string
    notSent: string
    picture: string
  }
}
