/** So long somebody counts as looking after they last said so; their screen says it again well before. */
export const viewingMs = 30_000
