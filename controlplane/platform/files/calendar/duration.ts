/** How long PT50M, P1D or P1W takes, in ms; undefined: it is something else. */
export function readDuration(said: string): number | undefined {
  const value = said.trim()
  if (!/^\+?P(?=.)(?:\d+W|(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)$/i.test(value)) return undefined
  const { weeks, days, hours, minutes, seconds } = Temporal.Duration.from(value)
  return ((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000
}
