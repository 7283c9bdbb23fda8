/** A file that is read in: bytes, and rows beside the heading. */
export const fileBytesMax = 4 * 1024 * 1024
export const fileRowsMax = 5000
