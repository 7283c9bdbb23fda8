/** By which state of its device a set is looked for in the list; `none`: it has no live device. */
export const deviceWords = ['questioned', 'prepared', 'active', 'none'] as const

/** What an administrator looks for: `ending`: its certificate ends within a week, or has ended. */
export const deviceConcerns = ['questioned', 'ending', 'none', 'code'] as const
/** Rows of one answer. */
export const devicesPageMax = 100

/** What the one search field shows of a kind. */
export const searchMax = 8
