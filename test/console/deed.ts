export type Step =
  | string
  | RegExp
  | { fill: string; with: string }
  | { check: string | RegExp }
  | { file: string; of: string }
  /** A button outside the part of the page. */
  | { anywhere: RegExp }
export type Deed = {
  /** The contracts that it calls. */
  does: readonly string[]
  /** `:sam`: the account of somebody else; `:t0` to `:t4`, here and in what is filled in: numbers of tickets; `:storm`: the id of a storm. */
  path: string
  /** In which part of the page, by its heading. */
  within?: string
  steps: readonly Step[]
  /** Answers only once a set does. */
  isSlow?: true
  /** What has the focus afterwards, by its name. */
  lands: RegExp
}
