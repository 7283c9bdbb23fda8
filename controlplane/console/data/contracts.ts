import type { contracts } from '../../contracts.ts'
import type { AnswerOf, BodyOf, Contract, QueryOf } from '../../platform/http/api.ts'

type All = typeof contracts

/** Every question of the console: its address, what may be asked, what comes back. */
export type Questions = {
  [Key in keyof All as Key extends `GET ${infer Path}`
    ? All[Key] extends { as: string }
      ? never
      : Path
    : never]: All[Key] extends Contract ? { query: QueryOf<All[Key]>; answer: AnswerOf<All[Key]> } : never
}

/** Every change the console makes: its address, what is sent along, what comes back. */
export type Changings = {
  [Key in keyof All as Key extends `GET ${string}` ? never : Key]: All[Key] extends Contract
    ? { body: BodyOf<All[Key]>; answer: AnswerOf<All[Key]> }
    : never
}

/** What comes as a file. */
export type Files = {
  [Key in keyof All as Key extends `GET ${infer Path}`
    ? All[Key] extends { as: 'file' }
      ? Path
      : never
    : never]: All[Key] extends Contract ? QueryOf<All[Key]> : never
}
