import type { contracts } from '../../contracts.ts'
import type { AnswerOf, BodyOf, Contract, QueryOf } from '../../platform/http/api.ts'

type All = typeof contracts
type Nothing = Record<string, never>
type PathOf<Key, Kind> = Key extends `GET ${infer Path}` ? (Kind extends true ? Path : never) : never

/** Every question of the console: its address, what may be asked, what comes back. */
export type Calls = {
  [Key in keyof All as PathOf<Key, All[Key] extends { as: string } ? false : true>]: All[Key] extends Contract
    ? { query: QueryOf<All[Key]>; answer: AnswerOf<All[Key]> }
    : never
}

/** What comes as a file. */
export type Exports = {
  [Key in keyof All as PathOf<Key, All[Key] extends { as: 'file' } ? true : false>]: All[Key] extends Contract
    ? QueryOf<All[Key]>
    : never
}

/** Every change the console makes: its address, what is sent along, what comes back. */
export type Changes = {
  [Key in keyof All as Key extends `GET ${string}` ? never : Key]: All[Key] extends Contract
    ? { body: BodyOf<All[Key]>; answer: AnswerOf<All[Key]> }
    : never
}

type Names<Address extends string> = Address extends `${string}/:${infer Rest}`
  ? Rest extends `${infer Start}/${infer More}`
    ? Start | Names<`/${More}`>
    : Rest
  : never

/** What stands for the parts of an address behind its colons. */
export type Params<Address extends string> = [Names<Address>] extends [never]
  ? Nothing
  : { [Name in Names<Address>]: string }
