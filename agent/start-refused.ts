/** The agent cannot start, and the message tells a person what to do; shown without a stack trace. */
export class StartRefused extends Error {
  override name = 'StartRefused'
}
