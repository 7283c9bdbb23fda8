import type { HelpPicture } from '../../../../protocol/help.ts'

/** What the friend on the page looks like. */
export type FaceName = 'hello' | 'ready' | 'waiting' | 'coming'

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
}
