/** What a program that is started finds around it: no settings. What Node compiled once it need not compile again. */
export const programEnvironment = {
  PATH: process.env.PATH,
  /** Any free one: agents of several tests run at once. */
  SETWACHT_AGENT_PAGE_PORT: '0',
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
}
