/** What a language must hold: every key of the Dutch, no more. */
export type Shape<Words> = {
  readonly [Key in keyof Words]: Words[Key] extends string ? string : Shape<Words[Key]>
}

export type Words = { readonly [key: string]: string | Words }

/** The words of one area, which come with it: fetched in the language of the person. */
export type Texts = { readonly nl: () => Promise<Words>; readonly en: () => Promise<Words> }

/** What holds for each of a union, in one. */
export type Together<Union> = (Union extends unknown ? (one: Union) => void : never) extends (
  all: infer All,
) => void
  ? All
  : never
