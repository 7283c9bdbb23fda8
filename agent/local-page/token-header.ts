/** How the page says that it is the one which was opened for this set: by what stood after `#` in its address. */
export const tokenHeader = 'x-setwacht-token'
